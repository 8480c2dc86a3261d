'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { isOver, jobOptions } from '../../../lib/client/jobs.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import type { AllMatching } from '../actions/use-all-matching.ts'
import { JobResults } from './job-results.tsx'

/** How far a bulk action is; once it is over, what came of each issue, and the way back. */
export function BulkJob({ jobId, all }: { jobId: number; all: AllMatching }) {
  const [listed, setListed] = useState(false)
  const { data: job } = useQuery(jobOptions(jobId))
  const over = job ? isOver(job) : false
  return (
    <div className="flex min-w-64 flex-1 flex-wrap items-center gap-2">
      <div className="min-w-56 max-w-xl flex-1">
        <JobProgress id={jobId} label="Bulk action" onEnd={all.reread} />
      </div>
      <Button size="small" onClick={() => setListed(true)}>
        Results
      </Button>
      {over && (
        <>
          <Button size="small" busy={all.busy} onClick={() => void all.undo()}>
            Undo
          </Button>
          <IconButton label="Put the bulk action away" size="small" onClick={all.forget}>
            <X aria-hidden="true" />
          </IconButton>
        </>
      )}
      {listed && <JobResults jobId={jobId} onClose={() => setListed(false)} />}
    </div>
  )
}
