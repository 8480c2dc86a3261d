'use client'

import { useQueryClient } from '@tanstack/react-query'
import { imageKeys, issueKeys, ownershipKeys, workloadKeys } from '../../lib/client/query-keys.ts'
import { JobProgress } from '../ui/job-progress.tsx'

/** How far the finding of owners is, while it runs; at its end everything that shows a team is read again. */
export function Reassessment({ jobId }: { jobId: number | null }) {
  const queries = useQueryClient()
  if (jobId === null) return null
  return (
    <JobProgress
      id={jobId}
      label="Finding owners anew"
      onEnd={() => {
        for (const queryKey of [issueKeys.all, imageKeys.all, workloadKeys.all, ownershipKeys.unowned])
          void queries.invalidateQueries({ queryKey })
      }}
    />
  )
}
