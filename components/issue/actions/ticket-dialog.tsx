'use client'

import { useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { FormDialog } from './form-dialog.tsx'
import type { Asking } from './use-asking.ts'

/** Links a ticket of another tool by its address. */
export function TicketDialog({ subject, asking }: { subject: string; asking: Asking }) {
  const [url, setUrl] = useState('')
  const [key, setKey] = useState('')
  const [wrong, setWrong] = useState(false)
  const valid = /^https?:\/\/\S+$/i.test(url.trim()) && URL.canParse(url.trim())
  const submit = async () => {
    setWrong(!valid)
    return valid && (await asking.act({ type: 'link', url: url.trim(), key: key.trim() }))
  }
  return (
    <FormDialog title="Link a ticket" subject={subject} button="Link" asking={asking} onSubmit={submit}>
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
    </FormDialog>
  )
}
