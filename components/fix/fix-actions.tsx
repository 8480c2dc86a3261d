'use client'

import { useQueryClient } from '@tanstack/react-query'
import { actOnFix } from '../../lib/client/fixes.ts'
import { fixKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { FixAction, FixDetail } from '../../lib/contract/fixes.ts'
import { Button } from '../ui/button.tsx'
import { notify } from '../ui/toaster.tsx'

/** Changes what people say of a fix; the page shows the answer at once. */
export function useFixAction(id: number) {
  const queries = useQueryClient()
  return useChange((action: FixAction) => actOnFix(id, action), {
    changes: [fixKeys.all],
    done: (fix) => queries.setQueryData(fixKeys.detail(id), fix),
  })
}

/** Says that somebody works on it, or not. What is built, rolled out and verified follows from scans and deployments alone. */
export function FixActions({ fix }: { fix: FixDetail }) {
  const change = useFixAction(fix.id)
  if (!fix.mayAct) return null
  const act = (type: 'start' | 'stop') =>
    change.mutate(
      { type },
      {
        onError: (error) => notify({ tone: 'danger', title: 'That did not work', detail: error.message }),
        onSuccess: () =>
          type === 'start' &&
          notify({
            title: 'Started',
            detail: 'Scans and deployments show the rest of the way.',
            undo: () => change.mutate({ type: 'stop' }),
          }),
      },
    )
  return fix.startedAt ? (
    <Button busy={change.isPending} onClick={() => act('stop')}>
      Not working on it
    </Button>
  ) : (
    <Button variant="primary" busy={change.isPending} onClick={() => act('start')}>
      Start this fix
    </Button>
  )
}
