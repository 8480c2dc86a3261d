'use client'

import { Button } from '../../ui/button.tsx'
import { useNow } from '../../ui/clock.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { dayAfter, endOfDay } from './day.ts'

const MAX_DAYS = 365

/** A day in the future, chosen or typed. */
export function UntilField({
  day,
  offeredDays,
  onChange,
}: {
  day: string
  offeredDays: readonly number[]
  onChange: (day: string) => void
}) {
  const now = useNow()
  return (
    <>
      <Field label="Until the end of" error={endOfDay(day) ? null : 'Choose a day.'}>
        <Input
          type="date"
          value={day}
          min={dayAfter(now, 1)}
          max={dayAfter(now, MAX_DAYS)}
          required
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div className="-mt-2 flex gap-2">
        {offeredDays.map((days) => (
          <Button
            key={days}
            size="small"
            aria-pressed={day === dayAfter(now, days)}
            onClick={() => onChange(dayAfter(now, days))}
          >
            {days === 1 ? 'Tomorrow' : `${days} days`}
          </Button>
        ))}
      </div>
    </>
  )
}
