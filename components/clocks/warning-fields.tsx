'use client'

import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { BANDS, daysOf, type Policy } from './clock-words.ts'

/** When people are told of dates, and which acceptances need a second person. */
export function WarningFields({
  policy,
  mayManage,
  onChange,
}: {
  policy: Policy
  mayManage: boolean
  onChange: (policy: Policy) => void
}) {
  const { soonDays, exceptions } = policy
  const toggle = (band: (typeof BANDS)[number], on: boolean) => {
    const approvalBands = BANDS.filter((one) => (one === band ? on : exceptions.approvalBands.includes(one)))
    onChange({ ...policy, exceptions: { ...exceptions, approvalBands } })
  }
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Days before a date that it is near"
          hint="Then it is told once as due soon, and once more when it has passed."
        >
          <Input
            inputMode="numeric"
            readOnly={!mayManage}
            value={soonDays}
            onChange={(event) => {
              const days = daysOf(event.target.value)
              if (days != null && days <= 60) onChange({ ...policy, soonDays: days })
            }}
          />
        </Field>
        <Field label="Days before an acceptance ends" hint="Then it is told once that it is about to end.">
          <Input
            inputMode="numeric"
            readOnly={!mayManage}
            value={exceptions.warnDays}
            onChange={(event) => {
              const days = daysOf(event.target.value)
              if (days != null && days >= 1 && days <= 90)
                onChange({ ...policy, exceptions: { ...exceptions, warnDays: days } })
            }}
          />
        </Field>
      </div>
      <fieldset className="flex flex-col gap-1">
        <legend className="font-medium text-sm">A second person approves an acceptance when the risk is</legend>
        <div className="flex flex-wrap gap-x-6">
          {BANDS.map((band) => (
            <Checkbox
              key={band}
              disabled={!mayManage}
              checked={exceptions.approvalBands.includes(band)}
              onChange={(on) => toggle(band, on)}
            >
              {band}
            </Checkbox>
          ))}
        </div>
        <p className="text-muted text-xs">
          Risk is critical from 80, high from 60, medium from 30. Whoever asks cannot approve.
        </p>
      </fieldset>
    </div>
  )
}
