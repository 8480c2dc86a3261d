'use client'

import { useState } from 'react'
import { formatDay } from '../../../lib/client/time-format.ts'
import { useNow, useTimeZone } from '../../ui/clock.tsx'
import { dayAfter, endOfDay } from './day.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { UntilField } from './until-field.tsx'
import type { Asking } from './use-asking.ts'

const OFFERED_DAYS = [14, 30, 90] as const

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
      hint="Its clock stands meanwhile. It comes back at the end of that day, and sooner when it gets worse: it starts to run, becomes reachable from the internet, is known to be exploited, or its severity or risk rises. Where the policy wants it, another person has to approve."
      button={until ? `Accept until ${formatDay(until.getTime(), now, timeZone)}` : 'Accept'}
      asking={asking}
      onSubmit={async (reason) =>
        until !== null && (await asking.act({ type: 'accept', until: until.toISOString(), reason }))
      }
    >
      <UntilField day={day} offeredDays={OFFERED_DAYS} onChange={setDay} />
    </ReasonDialog>
  )
}
