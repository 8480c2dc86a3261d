'use client'

import { useState } from 'react'
import { saveClocks } from '../../lib/client/clocks.ts'
import { clockKeys, issueKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { JobProgress } from '../ui/job-progress.tsx'
import type { Policy } from './clock-words.ts'

/** Saves what was changed, with the reason why, and shows how far the issues are dated again. */
export function SaveBar({
  version,
  policy,
  changed,
  jobId,
  onReset,
  onSaved,
}: {
  version: number
  policy: Policy
  changed: boolean
  /** Of the last save here. */
  jobId: number | null
  onReset: () => void
  onSaved: (jobId: number) => void
}) {
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const save = useChange(() => saveClocks(version, reason.trim(), policy), {
    changes: [clockKeys.all, issueKeys.all],
    done: (saved) => onSaved(saved.jobId),
  })
  return (
    <form
      className="flex flex-col gap-3 border-line border-t py-4"
      onSubmit={(event) => {
        event.preventDefault()
        setMissing(reason.trim() === '')
        if (reason.trim() !== '') save.mutate(undefined)
      }}
    >
      <ChangeError error={save.error} />
      {changed && (
        <div className="flex max-w-3xl flex-wrap items-end gap-3">
          <div className="min-w-64 flex-1">
            <Field label="Why" error={missing && reason.trim() === '' ? 'Write a few words first.' : null}>
              <Input value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
            </Field>
          </div>
          <Button onClick={onReset}>Reset</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            Save the clocks
          </Button>
        </div>
      )}
      {!changed && jobId === null && (
        <p className="text-muted text-sm">When something is saved, every issue that is not closed is dated again.</p>
      )}
      {jobId !== null && <JobProgress id={jobId} label="Dating the issues again" />}
    </form>
  )
}
