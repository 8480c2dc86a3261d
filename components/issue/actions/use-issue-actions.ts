'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem } from '../../../lib/client/api.ts'
import { actOnIssue, issueOptions } from '../../../lib/client/issues.ts'
import { meOptions } from '../../../lib/client/settings.ts'
import type { IssueAction } from '../../../lib/contract/issue-actions.ts'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import { notify } from '../../ui/toaster.tsx'
import { type ActionNames, doneWords } from './action-words.ts'
import { allowedFor } from './allowed-for.ts'
import { conflictWords } from './conflict-words.ts'
import { expected, patchIssue, rereadAround } from './issue-cache.ts'
import { type IssueActions, useAsking } from './use-asking.ts'

/** An issue as the queue or its page knows it; only the page knows how it closed, and what was joined. */
export type ActionableIssue = IssueRow & Partial<Pick<IssueDetail, 'closeReason' | 'triage'>>

/** What the signed-in person can do to one issue; where none is open, nothing is allowed. */
export function useIssueActions(issue: ActionableIssue | null): IssueActions {
  const queries = useQueryClient()
  const { data: me } = useQuery(meOptions)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const allowed = issue && me ? allowedFor(me, issue) : []

  /** Shows the change at once, tells the server, offers to undo it, and puts it back when the server refuses. */
  const run = async (target: IssueRow, action: IssueAction, names: ActionNames, after: Partial<IssueRow>) => {
    patchIssue(queries, target.id, after)
    try {
      const { issue: now, undo } = await actOnIssue(target.id, target.version, action)
      patchIssue(queries, now.id, now)
      notify({
        title: doneWords(action, names, now.pending !== null),
        detail: now.title,
        ...(undo && { undo: () => void run(now, undo, {}, before(target)) }),
      })
      return true
    } catch (failure) {
      patchIssue(queries, target.id, before(target))
      const told = await conflictTold(failure, target)
      setError(told)
      notify({ tone: 'danger', title: 'Not done', detail: reasonOf(told) })
      return false
    } finally {
      await rereadAround(queries, [target.id])
    }
  }

  /** Somebody else was first: shows the issue as it is now, and says what changed, so that one can decide anew. */
  const conflictTold = async (failure: unknown, target: IssueRow): Promise<Error> => {
    if (!(failure instanceof ApiProblem) || failure.code !== 'conflict')
      return failure instanceof Error ? failure : new Error(String(failure))
    const detail = await queries.query({ ...issueOptions(target.id), staleTime: 0 })
    patchIssue(queries, target.id, detail)
    return new ConflictTold(conflictWords(target, detail))
  }

  const act = async (action: IssueAction, names: ActionNames = {}) => {
    if (!issue || busy) return false
    setBusy(true)
    setError(null)
    try {
      return await run(issue, action, names, expected(action, names))
    } finally {
      setBusy(false)
    }
  }

  return { ...useAsking(act, allowed, () => setError(null)), busy, error }
}

/** What an action can change of an issue, as it was. */
function before({
  status,
  slaState,
  team,
  assignee,
  acknowledgedAt,
  snoozedUntil,
  pending,
}: IssueRow): Partial<IssueRow> {
  return { status, slaState, team, assignee, acknowledgedAt, snoozedUntil, pending }
}

/** What changed meanwhile, in words. */
class ConflictTold extends Error {}

export function reasonOf(error: unknown): string {
  if (error instanceof ConflictTold) return error.message
  return error instanceof ApiProblem ? error.detail : 'Something unexpected happened in this page. Try again.'
}
