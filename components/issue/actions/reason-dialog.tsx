'use client'

import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Textarea } from '../../ui/input.tsx'
import type { Asking } from './use-issue-actions.ts'
import { reasonOf } from './use-issue-actions.ts'

/** Asks for words before something is done; `children` asks for more, above them. */
export function ReasonDialog({
  title,
  subject,
  label,
  hint,
  button,
  optional = false,
  danger = false,
  maxLength = 2000,
  children,
  asking,
  onSubmit,
}: {
  title: string
  /** What it is done to. */
  subject: string
  label: string
  hint?: string
  button: string
  optional?: boolean
  danger?: boolean
  maxLength?: number
  children?: ReactNode
  asking: Pick<Asking, 'close' | 'busy' | 'error'>
  onSubmit: (text: string) => Promise<boolean>
}) {
  const form = useId()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const { close, busy, error } = asking
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(!optional && text.trim() === '')
    if ((optional || text.trim() !== '') && !busy && (await onSubmit(text.trim()))) close()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={title}
      description={subject}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={form} variant={danger ? 'danger' : 'primary'} busy={busy}>
            {button}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {error && (
          <div role="alert">
            <Callout tone="danger">{reasonOf(error)}</Callout>
          </div>
        )}
        {children}
        <Field
          label={label}
          hint={hint}
          optional={optional}
          error={missing && text.trim() === '' ? 'Write a few words first.' : null}
        >
          <Textarea
            value={text}
            onChange={(event) => setText(event.target.value)}
            maxLength={maxLength}
            rows={4}
            // Sends from the keyboard, as everywhere else where people write.
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
            }}
          />
        </Field>
      </form>
    </Dialog>
  )
}
