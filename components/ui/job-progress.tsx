'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { cancelJob, isOver, jobOptions } from '../../lib/client/jobs.ts'
import { jobKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import { Button } from './button.tsx'
import { Callout } from './callout.tsx'
import { ProgressBar } from './progress-bar.tsx'

/** How far a piece of long work is, looked at until it ends; `label` says what is done, `onEnd` runs once when it ended. */
export function JobProgress({ id, label, onEnd }: { id: number; label: string; onEnd?: () => void }) {
  const { data: job } = useQuery(jobOptions(id))
  const stop = useChange(() => cancelJob(id), { changes: [jobKeys.detail(id)] })
  const over = job ? isOver(job) : false
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end is told once, whichever function is given meanwhile
  useEffect(() => {
    if (over) onEnd?.()
  }, [over])
  if (!job) return null
  if (job.status === 'failed')
    return (
      <Callout tone="danger" title={`${label}: given up after ${job.done.toLocaleString('en-GB')}`}>
        {job.problem} What was done stays done. Start it again to go on.
      </Callout>
    )
  if (job.status === 'finished')
    return (
      <Callout tone="ok" title={`${label}: done`}>
        {job.failed > 0
          ? `${job.failed.toLocaleString('en-GB')} of ${job.done.toLocaleString('en-GB')} could not be done.`
          : null}
      </Callout>
    )
  if (job.status === 'cancelled')
    return (
      <Callout title={`${label}: stopped after ${job.done.toLocaleString('en-GB')}`}>What was done stays done.</Callout>
    )
  return (
    <div className="flex items-end gap-3">
      <div className="min-w-0 flex-1">
        <ProgressBar label={label} value={job.done} total={job.total} />
      </div>
      <Button size="small" onClick={() => stop.mutate(undefined)} disabled={stop.isPending}>
        Stop
      </Button>
      {job.problem && <p className="text-muted text-xs">Trying again: {job.problem}</p>}
    </div>
  )
}
