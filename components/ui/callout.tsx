import { clsx } from 'clsx'
import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const LOOK = {
  info: { Icon: Info, colour: 'text-accent', edge: 'border-l-accent' },
  ok: { Icon: CircleCheck, colour: 'text-ok', edge: 'border-l-ok' },
  warn: { Icon: TriangleAlert, colour: 'text-warn', edge: 'border-l-warn' },
  danger: { Icon: OctagonAlert, colour: 'text-danger', edge: 'border-l-danger' },
} as const

/** Something that the reader should know before going on. */
export function Callout({
  tone = 'info',
  title,
  children,
}: {
  tone?: keyof typeof LOOK
  title?: string
  children?: ReactNode
}) {
  const { Icon, colour, edge } = LOOK[tone]
  return (
    <div className={clsx('flex gap-2 rounded-md border border-line border-l-2 bg-surface px-3 py-2 text-sm', edge)}>
      <Icon className={clsx('mt-0.5 size-4 shrink-0', colour)} aria-hidden="true" />
      <div className="min-w-0 flex-1 overflow-x-clip [overflow-wrap:anywhere]">
        {title && <p className="font-medium">{title}</p>}
        {children}
      </div>
    </div>
  )
}
