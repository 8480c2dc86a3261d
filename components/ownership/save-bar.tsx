'use client'

import { useQueryClient } from '@tanstack/react-query'
import { send } from '../../lib/client/api.ts'
import { ownershipKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { Ownership, OwnershipPreview } from '../../lib/contract/ownership.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { Callout } from '../ui/callout.tsx'
import { notify } from '../ui/toaster.tsx'
import { ChangePreview } from './change-preview.tsx'
import type { DraftState } from './use-draft.ts'

/** What is not saved yet: first what it would change, then the saving. */
export function SaveBar({ draft }: { draft: DraftState }) {
  const queries = useQueryClient()
  const { body } = draft
  const asked = JSON.stringify(body)
  const preview = useChange(
    async (sent: DraftState['body']) => ({
      asked: JSON.stringify(sent),
      result: await send<OwnershipPreview>('POST', '/api/v1/ownership/preview', {
        rules: sent?.rules,
        aliases: sent?.aliases,
      }),
    }),
    { changes: [] },
  )
  const save = useChange(() => send<Ownership>('PUT', '/api/v1/ownership', body), {
    changes: [ownershipKeys.all],
    done: (saved) => {
      queries.setQueryData(ownershipKeys.rules, saved)
      draft.reset()
      notify({ title: 'Rules saved', detail: 'Every owner is found anew in the background.' })
    },
  })
  const shown = preview.data?.asked === asked ? preview.data.result : null
  return (
    <section aria-label="Changes that are not saved" className="flex flex-col gap-3 border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 text-sm">
          {body ? 'You have changes that are not saved.' : 'Finish the marked rows; then see what would change.'}
        </p>
        <Button variant="ghost" onClick={draft.reset}>
          Throw them away
        </Button>
        <Button
          variant={shown ? 'secondary' : 'primary'}
          disabled={!body}
          busy={preview.isPending}
          onClick={() => preview.mutate(body)}
        >
          See what would change
        </Button>
        {shown && (
          <Button variant="primary" busy={save.isPending} onClick={() => save.mutate(undefined)}>
            Save and find owners anew
          </Button>
        )}
      </div>
      {draft.isOutdated && (
        <Callout tone="warn">
          Somebody saved meanwhile. Throw your changes away to see theirs, and repeat yours.
        </Callout>
      )}
      <ChangeError error={save.error ?? preview.error} />
      {shown && <ChangePreview preview={shown} />}
    </section>
  )
}
