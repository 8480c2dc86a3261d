'use client'

import { type FormEvent, useId, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { type Asking, reasonOf } from './use-issue-actions.ts'

/** Links a ticket of another tool by its address. */
export function TicketDialog({ subject, asking }: { subject: string; asking: Asking }) {
  const form = useId()
  const [url, setUrl] = useState('')
  const [key, setKey] = useState('')
  const [wrong, setWrong] = useState(false)
  const valid = /^https?:\/\/\S+$/i.test(url.trim()) && URL.canParse(url.trim())
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setWrong(!valid)
    if (valid && !asking.busy && (await asking.act({ type: 'link', url: url.trim(), key: key.trim() }))) asking.close()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && asking.close()}
      title="Link a ticket"
      description={subject}
      footer={
        <>
          <Button onClick={asking.close}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={asking.busy}>
            Link
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {asking.error && (
          <div role="alert">
            <Callout tone="danger">{reasonOf(asking.error)}</Callout>
          </div>
        )}
        <Field
          label="Address"
          hint="The ticket’s page, as https://jira.example.com/browse/PAY-123."
          error={wrong && !valid ? 'Give an address that starts with http:// or https://.' : null}
        >
          <Input value={url} onChange={(event) => setUrl(event.target.value)} inputMode="url" maxLength={2000} />
        </Field>
        <Field label="Key" optional hint="Left out, it is what the address ends with.">
          <Input value={key} onChange={(event) => setKey(event.target.value)} maxLength={100} />
        </Field>
      </form>
    </Dialog>
  )
}
