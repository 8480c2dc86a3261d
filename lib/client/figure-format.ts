import { FIGURES, type FigureCode, type FigureUnit } from '../domain/metrics/definitions.ts'
import { formatDuration } from './time-format.ts'

/** "1,204", "62 %", "3 d 4 h"; null where it is not known. */
export function formatFigure(unit: FigureUnit, value: number): string {
  if (unit === 'seconds') return formatDuration(value * 1000)
  if (unit === 'share') return `${Math.round(value * 100)} %`
  return value.toLocaleString('en-GB')
}

export interface Change {
  /** "12 more", "3 points less", "1 d 2 h less", "the same". */
  text: string
  tone: 'better' | 'worse' | 'neutral'
}

/** How a figure moved against the period before, in its own unit; null where one of both is not known. */
export function changeOf(code: FigureCode, value: number | null, previous: number | null): Change | null {
  if (value === null || previous === null) return null
  const { unit, better } = FIGURES[code]
  const more = value - previous
  const amount = unit === 'share' ? `${Math.abs(Math.round(more * 100))} points` : formatFigure(unit, Math.abs(more))
  if (more === 0 || amount === '0 points' || amount === '0 s') return { text: 'the same', tone: 'neutral' }
  const tone = better === null ? 'neutral' : more > 0 === (better === 'higher') ? 'better' : 'worse'
  return { text: `${amount} ${more > 0 ? 'more' : 'less'}`, tone }
}
