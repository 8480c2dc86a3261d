import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Severity } from '../../lib/domain/severity.ts'

const LOOK: Record<Severity, { label: string; colour: string; shape: ReactNode }> = {
  critical: {
    label: 'Critical',
    colour: 'text-critical',
    shape: <path d="M6 .5 11.5 6 6 11.5.5 6Z" fill="currentColor" />,
  },
  high: { label: 'High', colour: 'text-high', shape: <path d="M6 1 11.5 11H.5Z" fill="currentColor" /> },
  medium: {
    label: 'Medium',
    colour: 'text-medium',
    shape: <rect x="1.5" y="1.5" width="9" height="9" fill="currentColor" />,
  },
  low: {
    label: 'Low',
    colour: 'text-low',
    shape: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  },
  unknown: {
    label: 'Unknown',
    colour: 'text-unknown',
    shape: (
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 1.8" />
    ),
  },
}

/** A severity by shape, word and colour; `compact` leaves the word to screen readers and the pointer. */
export function SeverityBadge({ severity, compact = false }: { severity: Severity; compact?: boolean }) {
  const { label, colour, shape } = LOOK[severity]
  return (
    <span
      className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap align-middle', colour)}
      title={compact ? label : undefined}
    >
      <svg viewBox="0 0 12 12" width="12" height="12" className="shrink-0" aria-hidden="true">
        {shape}
      </svg>
      <span className={clsx('font-medium text-xs', compact && 'sr-only')}>{label}</span>
    </span>
  )
}
