import { err } from '../../domain/result.ts'
import { FormatError } from '../../formats/format-error.ts'
import { REPORT_FORMATS } from '../../formats/registry.ts'

/** A body that cannot be read, as a failure that tells where (`offset`, bytes) and what was passed (`limit`). Other errors are thrown on. */
export function formatFailure(error: unknown) {
  if (!(error instanceof FormatError)) throw error
  return err(error.code, `${error.message}.`, {
    ...(error.offset !== null && { offset: error.offset }),
    ...(error.limit !== null && { limit: error.limit }),
    ...(error.code === 'unknown-format' && { knownFormats: REPORT_FORMATS.map(({ name }) => name) }),
  })
}
