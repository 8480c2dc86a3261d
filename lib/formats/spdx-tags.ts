import { FormatError } from './format-error.ts'
import type { TextKind } from './json-stage.ts'

/** SPDX as tags and values, which is told from all else and refused by its name. */
export const spdxTags: TextKind = {
  begins: (start) => /^(?:#[^\n]*\n\s*)*SPDXVersion:/.test(start),
  open: () => {
    throw new FormatError(
      'invalid',
      'SPDX as tags and values is not read, only SPDX 2 in JSON: let the tool write spdx-json',
    )
  },
}
