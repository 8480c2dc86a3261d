'use client'

import { useQuery } from '@tanstack/react-query'
import { Maximize2 } from 'lucide-react'
import { issueOptions } from '../../../lib/client/issues.ts'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { IssueActionButtons } from '../actions/issue-action-bar.tsx'
import type { IssueActions } from '../actions/use-asking.ts'
import { IssueBody } from '../detail/issue-body.tsx'

/** One issue beside the list. Its title is there at once when the list knows it. */
export function QueuePeek({
  id,
  row,
  actions,
  onClose,
}: {
  id: number | null
  /** The issue as the list has it, when it has it. */
  row: IssueRow | undefined
  actions: IssueActions
  onClose: () => void
}) {
  const { data, error, refetch } = useQuery({ ...issueOptions(id ?? 0), enabled: id !== null })
  const title = data?.title ?? row?.title ?? `Issue ${id}`
  return (
    <SidePanel
      open={id !== null}
      onClose={onClose}
      title={title}
      actions={
        <ButtonLink href={`/issues/${id}`} variant="ghost" title="Open as a page" aria-label="Open as a page">
          <Maximize2 aria-hidden="true" />
        </ButtonLink>
      }
    >
      {error ? (
        <ErrorState what="this issue" error={error} onRetry={refetch} />
      ) : data ? (
        <div className="flex flex-col gap-4">
          <IssueActionButtons issue={data} actions={actions} />
          <IssueBody issue={data} compact />
        </div>
      ) : (
        <SkeletonLines label="Loading the issue" lines={6} />
      )}
    </SidePanel>
  )
}
