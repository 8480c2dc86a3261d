'use client'

import { useId, useState } from 'react'
import { Field } from '../ui/field.tsx'
import { Input, Textarea } from '../ui/input.tsx'
import { holidaysOf, type Policy } from './clock-words.ts'

/** Where the days of the clocks are reckoned, and on which of them nobody works. */
export function CalendarFields({
  calendar,
  mayManage,
  onChange,
}: {
  calendar: Policy['calendar']
  mayManage: boolean
  onChange: (calendar: Policy['calendar']) => void
}) {
  const zones = useId()
  const [text, setText] = useState(calendar.holidays.join('\n'))
  const { wrong } = holidaysOf(text)
  return (
    <div className="grid max-w-3xl gap-4 sm:grid-cols-2">
      <Field label="Time zone" hint="A day ends at midnight there. What is due today is inside until then.">
        <Input
          list={zones}
          readOnly={!mayManage}
          value={calendar.timeZone}
          onChange={(event) => onChange({ ...calendar, timeZone: event.target.value })}
        />
        <datalist id={zones}>
          {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </Field>
      <Field
        label="Holidays"
        hint="One date a line, as 2026-12-25. Saturdays and Sundays are free anyway where business days count."
        error={wrong.length > 0 ? `Not a date: ${wrong.join(', ')}` : null}
      >
        <Textarea
          readOnly={!mayManage}
          rows={4}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            onChange({ ...calendar, holidays: holidaysOf(event.target.value).dates })
          }}
        />
      </Field>
    </div>
  )
}
