import type { Outcome } from '../../lib/formats/conformance/outcome.ts'
import type { Told } from '../../lib/formats/conformance/told.ts'

/** What was found out about one file; no outcome for one that is not there. */
export interface Reading {
  file: string
  outcome: Outcome | null
  ms: number
  /** What is wrong, by the manifest. */
  faults: string[]
  remarks: string[]
}

export const HEADER = ['verdict', 'file', 'format', 'observations', 'ms', 'problems'].join('\t')

/** One line, its columns parted by tabs. */
export function lineOf(reading: Reading): string {
  const { file, outcome, ms, faults, remarks } = reading
  const told = outcome?.type === 'read' ? outcome.told : null
  const problems = [...faults, ...remarks, ...remarksOn(outcome)].join('; ')
  return [verdictOf(reading), file, told?.format ?? '', told ? observations(told) : '', ms.toFixed(1), problems]
    .map((cell) => cell.replaceAll(/\s+/g, ' ').trim())
    .join('\t')
}

export function summaryOf(readings: readonly Reading[]): string {
  const count = (verdict: string) => readings.filter((reading) => verdictOf(reading) === verdict).length
  const total = readings.reduce((sum, { ms }) => sum + ms, 0)
  return `${readings.length} files in ${(total / 1000).toFixed(1)} s: ${count('ok')} read, ${count('refused')} refused, ${count('WRONG')} wrong`
}

function verdictOf({ outcome, faults }: Reading): 'ok' | 'refused' | 'WRONG' {
  if (faults.length > 0) return 'WRONG'
  return outcome?.type === 'read' ? 'ok' : 'refused'
}

/** `vulnerability 6 (high 2, medium 4), secret 1 (high 1)`. */
function observations({ counts }: Told): string {
  const kinds = Object.entries(counts).map(([kind, bySeverity]) => {
    const total = Object.values(bySeverity).reduce((sum, count) => sum + count, 0)
    const severities = Object.entries(bySeverity).filter(([severity]) => severity !== '')
    const parts = severities.map(([severity, count]) => `${severity} ${count}`).toSorted()
    return `${kind} ${total}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`
  })
  return kinds.join(', ') || 'none'
}

function remarksOn(outcome: Outcome | null): string[] {
  if (outcome?.type === 'refused') return [refusal(outcome)]
  if (outcome?.type !== 'read') return []
  const { unread, firstUnread } = outcome.told
  return [
    ...(outcome.named ? ['its content does not tell the format, which was named'] : []),
    ...(firstUnread ? [`${unread} not understood, the first ${firstUnread.path}: ${firstUnread.reason}`] : []),
  ]
}

/** The list of all formats, which the sender is given, would say the same on every line. */
function refusal({ code, reason }: { code: string; reason: string }): string {
  return code === 'unknown-format' ? 'not a format of Plimsoll' : reason
}
