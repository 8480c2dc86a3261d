import { clsx } from 'clsx'
import { CircleCheck, CircleDot, CircleDotDashed, CircleSlash, Hammer, Rocket } from 'lucide-react'
import type { FixStatus } from '../../lib/domain/fix/words.ts'
import { STATUS_MEANING, STATUS_WORDS } from './fix-words.ts'

const LOOK = {
  open: { Icon: CircleDot, colour: 'text-ink' },
  started: { Icon: CircleDotDashed, colour: 'text-accent' },
  built: { Icon: Hammer, colour: 'text-accent' },
  'rolled-out': { Icon: Rocket, colour: 'text-accent' },
  verified: { Icon: CircleCheck, colour: 'text-ok' },
  dropped: { Icon: CircleSlash, colour: 'text-muted' },
} as const satisfies Record<FixStatus, unknown>

/** How far a fix is, by shape, word and colour. */
export function FixStatusBadge({ status }: { status: FixStatus }) {
  const { Icon, colour } = LOOK[status]
  return (
    <span
      title={STATUS_MEANING[status]}
      className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap align-middle font-medium text-xs', colour)}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {STATUS_WORDS[status]}
    </span>
  )
}
