'use client'

import { type ReactNode, useId } from 'react'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Asking } from './use-asking.ts'
import { reasonOf } from './use-issue-actions.ts'

/** Asks for what an action needs, as a form. Once it is done the dialog closes; why it was not stands above the fields. */
export function FormDialog({
  title,
  subject,
  button,
  danger = false,
  asking: { close, busy, error },
  onSubmit,
  children,
}: {
  title: string
  /** What it is done to. */
  subject: string
  button: string
  danger?: boolean
  asking: Pick<Asking, 'close' | 'busy' | 'error'>
  /** True when it was done; false also where something is missing, which the fields say. */
  onSubmit: () => Promise<boolean>
  children: ReactNode
}) {
  const form = useId()
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
      <form
        id={form}
        noValidate
        onSubmit={async (event) => {
          event.preventDefault()
          if (!busy && (await onSubmit())) close()
        }}
        className="flex flex-col gap-4"
      >
        {error && (
          <div role="alert">
            <Callout tone="danger">{reasonOf(error)}</Callout>
          </div>
        )}
        {children}
      </form>
    </Dialog>
  )
}
