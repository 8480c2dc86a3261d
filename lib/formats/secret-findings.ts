import type { SecretObservation } from '../domain/observation.ts'

const STARS = '********'
/**
 * One token, long enough for four characters to be a small part of it. Any other text (an address, a line of code) may end
 * with the whole of a short password.
 */
const LONG_TOKEN = /^[\w.+/-]{20,}={0,2}$/
const SHOWN = 4

/**
 * What is kept of a secret that a tool wrote out: of a long one the last four characters, by which its owner knows which one
 * it is and two in one file stay apart; else stars alone, as where the tool hid it itself. The number of stars tells nothing.
 */
export function maskedSecret(secret: string): string {
  const value = secret.trim()
  if (value === '') return ''
  const shows = LONG_TOKEN.test(value) && !value.includes('---') && !value.endsWith('...')
  return shows ? STARS + value.slice(-SHOWN) : STARS
}

/** These tools grade nothing; one that tried the secret where it belongs, and came in, says that it is worth most. */
export function gradedByTrial(verified: unknown): Pick<SecretObservation, 'severity' | 'verified'> {
  return verified === true ? { severity: 'critical', verified } : { severity: 'unknown' }
}

type Stated = Pick<SecretObservation, 'rule' | 'title' | 'path' | 'masked'>

/** A secret of a report whose one scope is that of secrets. */
export function secretFinding(stated: Stated & Partial<Omit<SecretObservation, 'type' | 'scope'>>): SecretObservation {
  return { type: 'secret', scope: 0, severity: 'unknown', startLine: null, layerDiffId: null, ...stated }
}
