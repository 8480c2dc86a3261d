import type { LineReading } from '../../lib/contract/load.ts'
import type { LoadState } from '../../lib/domain/load-line.ts'

/** One word or two for where a load stands to its line. */
export function loadStateWords(state: LoadState): string {
  return { under: 'under', near: 'near', over: 'over' }[state]
}

/** What a gauge shows, as a sentence with its definition. */
export function loadWords(load: number, line: LineReading | null): string {
  const what = `Load ${load.toFixed(1)}: every open issue counts 10·(risk/100)², each once.`
  if (!line) return `${what} No load line is set for it.`
  const { limit, state } = line
  const stands = { under: 'under it', near: 'near it, from 80 %', over: 'over it' }[state]
  const used = limit > 0 ? `, ${Math.round((load / limit) * 100)} % of it` : ''
  return `${what} The line ${lineScopeWords(line)} is ${limit.toFixed(1)}: ${stands}${used}.`
}

/** For what a line was set. */
export function lineScopeWords({ environment, ofTeam }: Pick<LineReading, 'environment' | 'ofTeam'>): string {
  if (environment && ofTeam) return `of this team in ${environment}`
  if (environment) return `of ${environment}`
  return ofTeam ? 'of this team' : 'for all of its kind'
}

/** What the gauge of a fix shows. */
export function removedWords(load: number): string {
  return `Takes ${load.toFixed(1)} of load away: every open issue that it closes counts 10·(risk/100)², each once.`
}
