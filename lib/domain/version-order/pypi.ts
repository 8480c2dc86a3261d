import { compare, valid } from '@renovatebot/pep440'
import { compareParsed } from './numbers.ts'

/** @see PEP 440, "Summary of permitted suffixes and relative ordering" */
export function comparePypi(a: string, b: string): number {
  return compareParsed(a, b, (version) => valid(version.trim()), compare)
}
