'use client'

import type { MetricsFilter } from '../../lib/client/metrics.ts'
import { Select } from '../ui/select.tsx'

const PERIODS = [
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: 'custom', label: 'From … to …' },
] as const
type Choice = (typeof PERIODS)[number]['value']

const DATE_CLASS = 'h-8 rounded-md border border-control bg-raised px-2 text-sm'

/** How long a time, up to today or between two days. */
export function PeriodPicker({
  scope,
  today,
  onDays,
  onRange,
}: {
  scope: Pick<MetricsFilter, 'days' | 'from' | 'to'>
  today: string
  onDays: (days: number) => void
  onRange: (from: string, to: string) => void
}) {
  const custom = scope.from !== undefined || scope.to !== undefined
  const days = String(scope.days ?? 30)
  const value: Choice | null = custom ? 'custom' : (PERIODS.find((period) => period.value === days)?.value ?? null)
  const from = scope.from ?? today
  const to = scope.to ?? today
  return (
    <>
      <Select
        label="Period"
        options={PERIODS}
        value={value}
        placeholder={`Last ${days} days`}
        onChange={(chosen) => (chosen === 'custom' ? onRange(monthBefore(today), today) : onDays(Number(chosen)))}
        className="w-34!"
      />
      {custom && (
        <>
          <input
            type="date"
            aria-label="First day"
            value={from}
            max={to}
            onChange={(event) => event.target.value && onRange(event.target.value, to)}
            className={DATE_CLASS}
          />
          <input
            type="date"
            aria-label="Last day"
            value={to}
            min={from}
            max={today}
            onChange={(event) => event.target.value && onRange(from, event.target.value)}
            className={DATE_CLASS}
          />
        </>
      )}
    </>
  )
}

function monthBefore(day: string): string {
  return new Date(Date.parse(day) - 29 * 86_400_000).toISOString().slice(0, 10)
}
