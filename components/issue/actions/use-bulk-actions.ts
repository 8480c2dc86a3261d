'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { actOnIssue, actOnIssues } from '../../../lib/client/issues.ts'
import { meOptions } from '../../../lib/client/settings.ts'
import type { IssueAction, IssueActionsResult } from '../../../lib/contract/issue-actions.ts'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import { notify } from '../../ui/toaster.tsx'
import { type ActionNames, doneWords } from './action-words.ts'
import { allowedFor } from './allowed-for.ts'
import { patchIssue, rereadAround } from './issue-cache.ts'
import { type IssueActions, useAsking } from './use-asking.ts'
import { reasonOf } from './use-issue-actions.ts'

/** As many as one request takes. */
const BATCH = 200

export type ItemResult = IssueActionsResult['results'][number] & { title: string }

/** The same done to several issues; each answers for itself. An action is offered when one of them allows it. */
export function useBulkActions(issues: readonly IssueRow[]): IssueActions & {
  done: number
  results: readonly ItemResult[] | null
  forget: () => void
} {
  const queries = useQueryClient()
  const { data: me } = useQuery(meOptions)
  const [progress, setProgress] = useState<number | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [results, setResults] = useState<readonly ItemResult[] | null>(null)
  const allowed = me ? [...new Set(issues.flatMap((issue) => allowedFor(me, issue)))] : []

  const undo = async (items: readonly ItemResult[]) => {
    let failed = 0
    for (const item of items) {
      if (!item.ok || !item.undo) continue
      try {
        const { issue } = await actOnIssue(item.id, item.issue.version, item.undo)
        patchIssue(queries, issue.id, issue)
      } catch {
        failed += 1
      }
    }
    await rereadAround(queries, ids(items))
    if (failed > 0) notify({ tone: 'danger', title: `${failed} could not be undone`, detail: 'Somebody changed them.' })
  }

  const run = async (action: IssueAction) => {
    const items: ItemResult[] = []
    for (let from = 0; from < issues.length; from += BATCH) {
      const part = issues.slice(from, from + BATCH)
      const answer = await actOnIssues(
        part.map(({ id, version }) => ({ id, version })),
        action,
      )
      for (const result of answer.results) {
        if (result.ok) patchIssue(queries, result.id, result.issue)
        items.push({ ...result, title: part.find(({ id }) => id === result.id)?.title ?? '' })
      }
      setProgress(items.length)
    }
    return items
  }

  const act = async (action: IssueAction, names: ActionNames = {}) => {
    if (progress !== null) return false
    setProgress(0)
    setError(null)
    try {
      const items = await run(action)
      const done = items.filter((item) => item.ok)
      setResults(items)
      const undoable = done.some((item) => item.undo !== null)
      notify({
        title: `${doneWords(action, names)}: ${done.length} of ${items.length}`,
        ...(undoable && { undo: () => void undo(items) }),
      })
      return true
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
      notify({ tone: 'danger', title: 'Not done', detail: reasonOf(failure) })
      return false
    } finally {
      setProgress(null)
      await rereadAround(queries, ids(issues))
    }
  }

  return {
    ...useAsking(act, allowed, () => setError(null)),
    busy: progress !== null,
    done: progress ?? 0,
    error,
    results,
    forget: () => setResults(null),
  }
}

function ids(items: readonly { id: number }[]): number[] {
  return items.map(({ id }) => id)
}
