'use client'

import { useId, useState } from 'react'
import type { Route } from '../../lib/contract/routes.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Section } from '../ui/section.tsx'
import { Select } from '../ui/select.tsx'
import { clockOf, minuteOf, WEEKDAYS } from './timing-words.ts'

type Timing = Route['timing']
type Quiet = NonNullable<Timing['quiet']>
const MORNING = 9 * 60
const NIGHT: Quiet = { fromMinute: 22 * 60, untilMinute: 7 * 60, weekends: false, exceptCritical: true }
const RHYTHMS = [
  { value: 'event', label: 'At once' },
  { value: 'hour', label: 'Every hour, in one message' },
  { value: 'day', label: 'Every day, in one message' },
  { value: 'week', label: 'Every week, in one message' },
] as const
const DAYS = WEEKDAYS.map((label, at) => ({ value: String(at + 1), label }))

/** When it is told: at once or in digests, and when it is quiet. */
export function RouteTiming({ timing, onChange }: { timing: Timing; onChange: (timing: Timing) => void }) {
  const zones = useId()
  // Hundreds of names, which nobody needs who does not write in the field.
  const [writing, setWriting] = useState(false)
  const { rhythm, quiet } = timing
  return (
    <Section title="When it is told">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="How often">
          <Select
            options={RHYTHMS}
            value={rhythm.every}
            onChange={(every) => onChange({ ...timing, rhythm: rhythmOf(every, rhythm) })}
          />
        </Field>
        <Field label="Time zone" hint="As in Europe/Berlin; hours below are its hours.">
          <Input
            list={zones}
            value={timing.timeZone}
            required
            onFocus={() => setWriting(true)}
            onChange={(event) => onChange({ ...timing, timeZone: event.target.value })}
          />
        </Field>
        <datalist id={zones}>
          {writing && Intl.supportedValuesOf('timeZone').map((zone) => <option key={zone} value={zone} />)}
        </datalist>
        {rhythm.every === 'week' && (
          <Field label="Day">
            <Select
              options={DAYS}
              value={String(rhythm.weekday)}
              onChange={(day) => onChange({ ...timing, rhythm: { ...rhythm, weekday: Number(day) } })}
            />
          </Field>
        )}
        {(rhythm.every === 'day' || rhythm.every === 'week') && (
          <Clock
            label="At"
            minute={rhythm.minute}
            onChange={(minute) => onChange({ ...timing, rhythm: { ...rhythm, minute } })}
          />
        )}
      </div>
      <Checkbox checked={quiet !== null} onChange={(on) => onChange({ ...timing, quiet: on ? NIGHT : null })}>
        Quiet hours: what happens in them is told when they end
      </Checkbox>
      {quiet && <QuietHours quiet={quiet} onChange={(changed) => onChange({ ...timing, quiet: changed })} />}
    </Section>
  )
}

function rhythmOf(every: (typeof RHYTHMS)[number]['value'], before: Timing['rhythm']): Timing['rhythm'] {
  const minute = 'minute' in before ? before.minute : MORNING
  if (every === 'day') return { every, minute }
  return every === 'week' ? { every, minute, weekday: 1 } : { every }
}

function QuietHours({ quiet, onChange }: { quiet: Quiet; onChange: (quiet: Quiet) => void }) {
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
      <Clock label="From" minute={quiet.fromMinute} onChange={(fromMinute) => onChange({ ...quiet, fromMinute })} />
      <Clock label="Until" minute={quiet.untilMinute} onChange={(untilMinute) => onChange({ ...quiet, untilMinute })} />
      <Checkbox checked={quiet.weekends} onChange={(weekends) => onChange({ ...quiet, weekends })}>
        Weekends too
      </Checkbox>
      <Checkbox checked={quiet.exceptCritical} onChange={(exceptCritical) => onChange({ ...quiet, exceptCritical })}>
        Tell what is critical all the same
      </Checkbox>
    </div>
  )
}

function Clock({ label, minute, onChange }: { label: string; minute: number; onChange: (minute: number) => void }) {
  return (
    <div className="w-32">
      <Field label={label}>
        <Input
          type="time"
          required
          value={clockOf(minute)}
          onChange={(event) => onChange(minuteOf(event.target.value) ?? minute)}
        />
      </Field>
    </div>
  )
}
