import calculator from 'ae-cvss-calculator'

/** Of names that objects have of themselves the library would make metrics. */
const VECTOR = /^(?:CVSS:\d\.\d\/)?[A-Z][A-Za-z]{0,3}:[A-Z][A-Za-z]{0,5}(?:\/[A-Z][A-Za-z]{0,3}:[A-Z][A-Za-z]{0,5})*$/

/**
 * The base score of a vector of any version of CVSS, for reports that state vectors only; null where a base metric is missing or
 * is none. Brackets around a vector, as version 2 is often written, are no part of it.
 */
export function cvssBaseScore(vector: string): number | null {
  const bare = vector.replace(/^\(|\)$/g, '')
  const read = VECTOR.test(bare) ? calculator.fromVector(bare) : null
  return read?.isBaseFullyDefined() ? (read.calculateScores().base ?? null) : null
}
