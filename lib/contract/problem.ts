import * as z from 'zod'
import type { FailureCode } from '../domain/result.ts'

/** The HTTP status and title of every failure; the one place where a failure becomes a response (RFC 9457). */
export const PROBLEMS = {
  invalid: { status: 400, title: 'The request is not valid' },
  'unknown-format': { status: 400, title: 'The format is not known' },
  malformed: { status: 400, title: 'The content cannot be read' },
  truncated: { status: 400, title: 'The content ends too early' },
  unauthenticated: { status: 401, title: 'Sign-in or a valid token is needed' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Somebody else changed this first' },
  gone: { status: 410, title: 'No longer valid' },
  'too-large': { status: 413, title: 'Too large' },
  'too-deep': { status: 413, title: 'Nested too deeply' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  locked: { status: 423, title: 'Locked for a while' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available right now' },
} as const satisfies Record<FailureCode, { status: number; title: string }>

/** A problem document, `application/problem+json`. */
export const Problem = z
  .looseObject({
    type: z.string().meta({ description: 'A URI reference of the kind of problem', examples: ['/problems/invalid'] }),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [FailureCode, ...FailureCode[]]),
    detail: z.string().meta({ description: 'What happened, where, and what to do' }),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
