import { cleanText } from '../domain/clean-text.ts'
import type { Severity } from '../domain/severity.ts'

/**
 * The words that scanners use for a severity. What a tool calls negligible or informational is `low` here, because the
 * tool did state something; `unknown` is kept for findings of which nobody stated anything.
 */
export const SEVERITY_WORDS: ReadonlyMap<string, Severity> = new Map([
  ['defcon1', 'critical'],
  ['critical', 'critical'],
  ['high', 'high'],
  ['important', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['minor', 'low'],
  ['negligible', 'low'],
  ['info', 'low'],
  ['informational', 'low'],
  ['none', 'low'],
])

/**
 * Falco's priorities (syslog's eight words). Emergency, alert and critical say one thing: act now. Notice is what
 * Falco's rules use for a shell in a container, so it is `low` and risk adds what the context says.
 * @see https://falco.org/docs/concepts/rules/basic-elements/#priority
 */
export const PRIORITY_WORDS: ReadonlyMap<string, Severity> = new Map([
  ['emergency', 'critical'],
  ['alert', 'critical'],
  ['critical', 'critical'],
  ['error', 'high'],
  ['warning', 'medium'],
  ['notice', 'low'],
  ['informational', 'low'],
  ['info', 'low'],
  ['debug', 'low'],
])

/**
 * The levels of linters, which grade how sure a rule is to matter rather than how bad one finding is. Hadolint: error,
 * warning, info, style. Dockle: fatal, warn, info. Polaris: danger, warning. tfsec before 0.50: error, warning, info.
 * SARIF: error, warning, note, none.
 * kube-score's grades 1 and 5 are called critical and warning there, and are as strong as the others' strongest two.
 */
export const LEVEL_WORDS: ReadonlyMap<string, Severity> = new Map([
  ['fatal', 'high'],
  ['danger', 'high'],
  ['error', 'high'],
  ['warning', 'medium'],
  ['warn', 'medium'],
  ['info', 'low'],
  ['note', 'low'],
  ['style', 'low'],
])

/** A severity, with what the tool itself said where that is another word or a number. */
export interface Graded {
  severity: Severity
  statedSeverity?: string
}

const MAX_STATED = 40

export function graded(severity: Severity, stated: unknown): Graded {
  const said =
    typeof stated === 'string' || typeof stated === 'number'
      ? cleanText(String(stated), MAX_STATED).replace(/\s+/g, ' ').trim()
      : ''
  return said === '' || said.toLowerCase() === severity ? { severity } : { severity, statedSeverity: said }
}

export function gradedByWord(word: unknown): Graded {
  return graded(severityOfWord(word), word)
}

/** By a linter's level, or by a severity where a tool has used both over its versions. */
export function gradedByLevel(level: unknown): Graded {
  return graded(severityOfLevel(level), level)
}

function severityOfLevel(word: unknown): Severity {
  return (typeof word === 'string' && LEVEL_WORDS.get(word.toLowerCase())) || severityOfWord(word)
}

function severityOfWord(word: unknown): Severity {
  return typeof word === 'string' ? (SEVERITY_WORDS.get(word.toLowerCase()) ?? 'unknown') : 'unknown'
}

export function severityOfPriority(word: string): Severity {
  return PRIORITY_WORDS.get(word.toLowerCase()) ?? 'unknown'
}
