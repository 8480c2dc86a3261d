import { cleanText } from '../domain/clean-text.ts'
import type { SecretObservation } from '../domain/observation.ts'

const STARS = '********'
/** Of shorter secrets four characters would be too large a part. */
const LONG = 20
const SHOWN = 4

/**
 * What is kept of a secret that a tool wrote out: of a long one the last four characters, by which its owner knows which one
 * it is and two in one file stay apart; else stars alone, as where the tool hid it itself. The number of stars tells nothing.
 */
export function maskedSecret(secret: string): string {
  const value = secret.trim()
  if (value === '') return ''
  const end = value.slice(-SHOWN)
  const shows = value.length >= LONG && !value.includes('-----') && !/^REDACTED$|\*{3}|\.{3}$/.test(value)
  return shows ? STARS + cleanText(end, SHOWN) : STARS
}

type Stated = Pick<SecretObservation, 'rule' | 'title' | 'path' | 'masked'>

/** A secret of a report whose one scope is that of secrets. */
export function secretFinding(stated: Stated & Partial<Omit<SecretObservation, 'type' | 'scope'>>): SecretObservation {
  return { type: 'secret', scope: 0, severity: 'unknown', startLine: null, layerDiffId: null, ...stated }
}
