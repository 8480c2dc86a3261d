'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { startBulk, undoBulk } from '../../../lib/client/bulk.ts'
import { issueKeys } from '../../../lib/client/query-keys.ts'
import type { IssueAction } from '../../../lib/contract/issue-actions.ts'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import type { IssueActionType } from '../../../lib/domain/issue-action.ts'
import { notify } from '../../ui/toaster.tsx'
import { type IssueActions, useAsking } from './use-asking.ts'
import { reasonOf } from './use-issue-actions.ts'

export interface AllMatching extends IssueActions {
  /** Whether what is done now is done to everything that matches, and not to the selected rows. */
  on: boolean
  setOn: (on: boolean) => void
  /** The job of the last time, null before and when it is put away. */
  jobId: number | null
  undo: () => Promise<void>
  forget: () => void
  /** Reads the queue again once the job is over. */
  reread: () => void
}

/** The same done to everything that matches a search text, far more than a page holds: as a job. */
export function useAllMatching(
  q: string,
  selected: readonly IssueRow[],
  allowed: readonly IssueActionType[],
): AllMatching {
  const queries = useQueryClient()
  const [on, setOn] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [jobId, setJobId] = useState<number | null>(null)

  const start = async (run: () => Promise<{ jobId: number }>) => {
    if (busy) return false
    setBusy(true)
    setError(null)
    try {
      setJobId((await run()).jobId)
      return true
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
      notify({ tone: 'danger', title: 'Not started', detail: reasonOf(failure) })
      return false
    } finally {
      setBusy(false)
    }
  }
  const act = (action: IssueAction) => start(() => startBulk(q, action))

  return {
    on: on && selected.length > 0,
    setOn,
    ...useAsking(act, allowed, () => setError(null)),
    busy,
    error,
    jobId,
    undo: async () => {
      if (jobId !== null) await start(() => undoBulk(jobId))
    },
    forget: () => setJobId(null),
    reread: () => void queries.invalidateQueries({ queryKey: issueKeys.all }),
  }
}
