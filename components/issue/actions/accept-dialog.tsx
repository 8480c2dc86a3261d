'use client'

import { useState } from 'react'
import { formatDay } from '../../../lib/client/time-format.ts'
import { Button } from '../../ui/button.tsx'
import { useNow, useTimeZone } from '../../ui/clock.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { dayAfter, endOfDay } from './day.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import type { Asking } from './use-issue-actions.ts'

const OFFERED_DAYS = [14, 30, 90] as const
const MAX_DAYS = 365

/** Accepts a risk until the end of a day, with the reason why. */
export function AcceptDialog({ subject, asking }: { subject: string; asking: Asking }) {
  const now = useNow()
  const timeZone = useTimeZone()
  const [day, setDay] = useState(() => dayAfter(now, 30))
  const until = endOfDay(day)
  return (
    <ReasonDialog
      title="Accept the risk"
      subject={subject}
      label="Why is it acceptable until then?"
      hint="It comes back at the end of that day, and sooner when it starts to run, becomes reachable from the internet or is known to be exploited."
      button={until ? `Accept until ${formatDay(until.getTime(), now, timeZone)}` : 'Accept'}
      asking={asking}
      onSubmit={async (reason) =>
        until !== null && (await asking.act({ type: 'accept', until: until.toISOString(), reason }))
      }
    >
      <Field label="Until the end of" error={until ? null : 'Choose a day.'}>
        <Input
          type="date"
          value={day}
          min={dayAfter(now, 1)}
          max={dayAfter(now, MAX_DAYS)}
          required
          onChange={(event) => setDay(event.target.value)}
        />
      </Field>
      <div className="-mt-2 flex gap-2">
        {OFFERED_DAYS.map((days) => (
          <Button
            key={days}
            size="small"
            aria-pressed={day === dayAfter(now, days)}
            onClick={() => setDay(dayAfter(now, days))}
          >
            {days} days
          </Button>
        ))}
      </div>
    </ReasonDialog>
  )
}
