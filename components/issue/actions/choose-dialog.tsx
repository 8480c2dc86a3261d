'use client'

import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Asking } from './use-asking.ts'
import { reasonOf } from './use-issue-actions.ts'

export interface Choice {
  id: string
  label: string
  detail?: string
  current?: boolean
  choose: () => Promise<boolean>
}

/** One of many, found by typing. Choosing does it. */
export function ChooseDialog({
  title,
  subject,
  placeholder,
  choices,
  note,
  asking: { close, busy, error },
}: {
  title: string
  subject: string
  placeholder: string
  choices: readonly Choice[]
  /** What is missing in the list, or still coming. */
  note?: ReactNode
  asking: Pick<Asking, 'close' | 'busy' | 'error'>
}) {
  return (
    <Dialog open onOpenChange={(open) => !open && close()} title={title} description={subject}>
      {error && (
        <div role="alert" className="mb-3">
          <Callout tone="danger">{reasonOf(error)}</Callout>
        </div>
      )}
      <Command label={title} loop>
        <Command.Input
          placeholder={placeholder}
          className="h-8 w-full rounded-md border border-control bg-raised px-2.5 text-sm"
        />
        <Command.List className="mt-2 max-h-72 overflow-y-auto" aria-busy={busy}>
          <Command.Empty className="px-2 py-3 text-muted text-sm">Nobody and nothing of that name</Command.Empty>
          {choices.map((choice) => (
            <Command.Item
              key={choice.id}
              value={choice.id}
              keywords={[choice.label, choice.detail ?? '']}
              disabled={busy}
              onSelect={() => void choice.choose().then((done) => done && close())}
              className="flex min-h-8 items-center gap-2 rounded-sm px-2 text-sm data-[selected=true]:bg-selected"
            >
              <span className="size-4 shrink-0">{choice.current && <Check className="size-4" aria-label="now" />}</span>
              <span className="min-w-0 flex-1 truncate">{choice.label}</span>
              {choice.detail && <span className="min-w-0 truncate text-muted text-xs">{choice.detail}</span>}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
      {note && <div className="mt-2 text-muted text-xs">{note}</div>}
    </Dialog>
  )
}
