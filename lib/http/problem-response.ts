import { PROBLEMS } from '../contract/problem.ts'
import type { Failure } from '../domain/result.ts'

/** A failure as an RFC 9457 problem document: the one place where that happens. */
export function problemDocument(failure: Failure, requestId: string) {
  const { status, title } = PROBLEMS[failure.code]
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="plimsoll"'
  const retryAfter = failure.extra?.retryAfterSeconds
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter)
  const body = {
    ...failure.extra,
    type: `/problems/${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: failure.detail,
    requestId,
  }
  return { status, headers, body: JSON.stringify(body) }
}

export function problemResponse(failure: Failure, requestId: string): Response {
  const { status, headers, body } = problemDocument(failure, requestId)
  return new Response(body, { status, headers })
}
