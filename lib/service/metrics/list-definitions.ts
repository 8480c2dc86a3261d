import type { Actor } from '../../domain/actor.ts'
import { FIGURE_CODES, FIGURES, type FigureDefinition, METRIC_RULES } from '../../domain/metrics/definitions.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'

/** What every figure counts. */
export function listDefinitions(actor: Actor): Result<{
  figures: (Omit<FigureDefinition, 'moment'> & { code: string })[]
  rules: string[]
}> {
  const refused = refusal(actor, 'metric.read')
  if (refused) return refused
  const figures = FIGURE_CODES.map((code) => {
    const { title, unit, definition, better } = FIGURES[code]
    return { code, title, unit, definition, better }
  })
  return ok({ figures, rules: [...METRIC_RULES] })
}
