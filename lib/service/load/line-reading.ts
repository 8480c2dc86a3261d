import type { LineReading } from '../../contract/load.ts'
import { loadOfWeight } from '../../domain/load.ts'
import { type LoadLine, type LoadSubject, lineOf, loadState } from '../../domain/load-line.ts'

/** The line that holds for a subject and where its weight stands to it; null: no line is set for it. */
export function lineReading(subject: LoadSubject, weight: number, lines: readonly LoadLine[]): LineReading | null {
  const line = lineOf(subject, lines)
  if (!line) return null
  return {
    id: line.id,
    limit: loadOfWeight(line.weight),
    state: loadState(weight, line.weight),
    environment: line.environment,
    ofTeam: line.teamId !== null,
  }
}
