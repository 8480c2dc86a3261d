import { FormatError } from './format-error.ts'
import { asArray, type JsonObject, member } from './json-access.ts'

const CVE = /^CVE-\d{4}-\d{1,19}$/

/** The id of an entry in one spelling, or null when it is none. */
export function cveOf(text: string): string | null {
  const id = text.trim().toUpperCase()
  return CVE.test(id) ? id : null
}

/** A feed replaces what was loaded before, so one without entries is a fault on the way and not an empty world. */
export function requiredEntries(root: JsonObject | null, list: string): void {
  if (asArray(member(root, list)).length === 0) throw new FormatError('invalid', `The feed has no entries in ${list}`)
}
