import { PROBLEMS } from '../contract/problem.ts'
import type { Failure } from '../domain/result.ts'

/** Writes a failure as an RFC 9457 problem document: the one place where that happens. */
export function problemResponse(failure: Failure, requestId: string): Response {
  const { status, title } = PROBLEMS[failure.code]
  const headers = new Headers({ 'content-type': 'application/problem+json' })
  if (status === 401) headers.set('www-authenticate', 'Bearer realm="plimsoll"')
  const retryAfter = failure.extra?.retryAfterSeconds
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
  const body = {
    ...failure.extra,
    type: `/problems/${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: failure.detail,
    requestId,
  }
  return new Response(JSON.stringify(body), { status, headers })
}
