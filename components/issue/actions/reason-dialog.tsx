'use client'

import { type ReactNode, useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { Textarea } from '../../ui/input.tsx'
import { FormDialog } from './form-dialog.tsx'
import type { Asking } from './use-asking.ts'

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
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = async () => {
    setMissing(!optional && text.trim() === '')
    return (optional || text.trim() !== '') && (await onSubmit(text.trim()))
  }
  return (
    <FormDialog title={title} subject={subject} button={button} danger={danger} asking={asking} onSubmit={submit}>
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
    </FormDialog>
  )
}
