import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react'
import type { DecisionRow } from '../../lib/contract/decisions.ts'

const LOOK = {
  allow: { label: 'Allowed', colour: 'text-ok', Icon: CircleCheck },
  warn: { label: 'Allowed, warned', colour: 'text-warn', Icon: TriangleAlert },
  deny: { label: 'Refused', colour: 'text-danger', Icon: OctagonX },
} as const

/** What a gate answered, by shape, word and colour. */
export function VerdictBadge({ verdict }: { verdict: DecisionRow['verdict'] }) {
  const { label, colour, Icon } = LOOK[verdict]
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap align-middle font-medium text-xs ${colour}`}>
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {label}
    </span>
  )
}
