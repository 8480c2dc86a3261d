'use client'

import { useState } from 'react'
import { formatDay } from '../../../lib/client/time-format.ts'
import { useNow, useTimeZone } from '../../ui/clock.tsx'
import { dayAfter, endOfDay } from './day.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { UntilField } from './until-field.tsx'
import type { Asking } from './use-asking.ts'

const OFFERED_DAYS = [1, 7, 30] as const

/** Puts issues off until the end of a day. */
export function SnoozeDialog({ subject, asking }: { subject: string; asking: Asking }) {
  const now = useNow()
  const timeZone = useTimeZone()
  const [day, setDay] = useState(() => dayAfter(now, 7))
  const until = endOfDay(day)
  return (
    <ReasonDialog
      title="Snooze"
      subject={subject}
      label="Why can it wait?"
      optional
      hint="It leaves the queue, and its clock goes on. It comes back early when it gets worse: its severity or risk rises, it is known to be exploited, starts to run, or an alert comes from where it is."
      button={until ? `Snooze until ${formatDay(until.getTime(), now, timeZone)}` : 'Snooze'}
      asking={asking}
      onSubmit={async (reason) =>
        until !== null && (await asking.act({ type: 'snooze', until: until.toISOString(), reason }))
      }
    >
      <UntilField day={day} offeredDays={OFFERED_DAYS} onChange={setDay} />
    </ReasonDialog>
  )
}
