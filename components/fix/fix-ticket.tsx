'use client'

import { type FormEvent, useState } from 'react'
import type { FixDetail } from '../../lib/contract/fixes.ts'
import { SendFix } from '../route/send-fix.tsx'
import { ChangeError } from '../settings/change-error.tsx'
import { TicketList } from '../ticket/ticket-list.tsx'
import { Button } from '../ui/button.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { useFixAction } from './fix-actions.tsx'

/** One ticket for the whole fix: its text to copy, and where it is. */
export function FixTicket({ fix }: { fix: FixDetail }) {
  const [url, setUrl] = useState('')
  const change = useFixAction(fix.id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ type: 'link', url: url.trim() }, { onSuccess: () => setUrl('') })
  }
  const { title, text, markdown } = fix.message
  return (
    <div className="flex max-w-[88ch] flex-col gap-3 text-sm">
      <TicketList
        tickets={fix.tickets}
        onUnlink={fix.mayAct ? ({ url }) => url !== null && change.mutate({ type: 'unlink', url }) : null}
      />
      {fix.mayAct && (
        <form onSubmit={submit} className="flex flex-wrap items-end gap-2 print:hidden">
          <div className="min-w-0 flex-1 basis-64">
            <Field label="Address of a ticket" hint="Linking one says that the fix was started.">
              <Input
                type="url"
                required
                value={url}
                onChange={(event) => setUrl(event.target.value)}
                placeholder="https://"
              />
            </Field>
          </div>
          <Button type="submit" className="mb-5" busy={change.isPending}>
            Link
          </Button>
        </form>
      )}
      <ChangeError error={change.error} />
      {fix.mayAct && <SendFix fixId={fix.id} />}
      <details>
        <summary className="cursor-pointer text-muted hover:text-ink">The ticket as text</summary>
        <div className="flex flex-col gap-2 pt-2">
          <p className="flex items-center gap-1 font-medium">
            <span className="[overflow-wrap:anywhere]">{title}</span>
            <CopyButton text={title} label="Copy title" />
          </p>
          <CodeBlock code={markdown} label="ticket as Markdown" wrap />
          <p className="flex items-center gap-1 text-muted">
            Plain text <CopyButton text={`${title}\n\n${text}`} label="Copy ticket as plain text" />
          </p>
        </div>
      </details>
    </div>
  )
}
