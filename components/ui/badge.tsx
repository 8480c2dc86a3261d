import { clsx } from 'clsx'
import type { ReactNode } from 'react'

const TONES = {
  neutral: 'border-line-strong text-muted',
  accent: 'border-accent text-accent',
  danger: 'border-danger text-danger',
  warn: 'border-warn text-warn',
  ok: 'border-ok text-ok',
} as const
export type Tone = keyof typeof TONES

/** A short fact about something: "In KEV", "revoked". */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={clsx(
        'inline-flex h-5 max-w-full items-center gap-1 whitespace-nowrap align-middle rounded-sm border px-1.5 text-xs [&_svg]:size-3 [&_svg]:shrink-0',
        TONES[tone],
      )}
    >
      {children}
    </span>
  )
}
