'use client'

import { type FormEvent, useId, useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { coverageKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { SourceStream } from '../../lib/contract/coverage.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Switch } from '../ui/switch.tsx'
import { notify } from '../ui/toaster.tsx'
import { streamTitle } from './stream-words.ts'

/** Says how often a source must report, or that nothing is expected of it any more. */
export function StreamDialog({ stream, onClose }: { stream: SourceStream; onClose: () => void }) {
  const form = useId()
  const [watched, setWatched] = useState(stream.watched)
  const [hours, setHours] = useState(stream.expectedMinutes === null ? '' : String(stream.expectedMinutes / 60))
  const change = useChange(
    () =>
      send<SourceStream>('PATCH', `/api/v1/coverage/sources/${stream.id}`, {
        version: stream.version,
        expectedMinutes: hours === '' ? null : Math.round(Number(hours) * 60),
        watched,
      }),
    {
      changes: [coverageKeys.all],
      done: () => {
        notify({ title: `${streamTitle(stream)}: saved` })
        onClose()
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(undefined)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="What is expected"
      description={streamTitle(stream)}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={change.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <ChangeError error={change.error} />
        <Switch checked={watched} onChange={setWatched}>
          It must report
        </Switch>
        {watched && (
          <Field label="Every so many hours" optional hint="Left empty, it is learned from its own deliveries.">
            <Input
              type="number"
              min={1}
              max={8784}
              step="any"
              value={hours}
              onChange={(event) => setHours(event.target.value)}
            />
          </Field>
        )}
      </form>
    </Dialog>
  )
}
