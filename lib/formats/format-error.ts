import type { FailureCode } from '../domain/result.ts'

/** Why a report cannot be read; the codes are those of a request that fails, so that nothing has to be translated. */
export type FormatErrorCode = Extract<
  FailureCode,
  'malformed' | 'truncated' | 'too-deep' | 'too-large' | 'unknown-format' | 'invalid'
>

/**
 * A report that cannot be read. `offset` counts bytes of the UTF-8 text, or of the JSON that another text was turned into (then
 * the message says where in the text, if that can be said); `limit` is the limit that was passed.
 */
export class FormatError extends Error {
  readonly code: FormatErrorCode
  readonly offset: number | null
  readonly limit: number | null

  constructor(code: FormatErrorCode, message: string, offset: number | null = null, limit: number | null = null) {
    super(message)
    this.name = 'FormatError'
    this.code = code
    this.offset = offset
    this.limit = limit
  }
}
