/** Every way in which a request can fail by its own fault or by circumstance; the HTTP status of each is in lib/contract/problem.ts. */
export type FailureCode =
  | 'invalid'
  | 'unknown-format'
  | 'malformed'
  | 'truncated'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'too-deep'
  | 'unsupported-media-type'
  | 'locked'
  | 'rate-limited'
  | 'unavailable'

/** An expected failure. `detail` says what, where and what to do, in one or two sentences; `extra` is shown to the caller. */
export interface Failure {
  code: FailureCode
  detail: string
  extra?: Record<string, string | number | string[]>
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; failure: Failure }

export function ok<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

export function err(code: FailureCode, detail: string, extra?: Failure['extra']): { ok: false; failure: Failure } {
  return { ok: false, failure: extra ? { code, detail, extra } : { code, detail } }
}
