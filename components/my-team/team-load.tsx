'use client'

import type { TeamRef } from '../../lib/contract/teams.ts'
import { LoadSparkline } from '../load/load-sparkline.tsx'
import { useSubjectLoads } from '../load/use-subject-loads.ts'
import { WayBelow } from '../load/way-below.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'

/** What the team carries against its line, over the last 30 days, and which fixes bring it under the line. */
export function TeamLoad({ team: { id } }: { team: TeamRef }) {
  const { loads, history, error, refetch } = useSubjectLoads('team', [id])
  const row = loads?.get(id)
  const load = row?.load ?? 0
  const line = row?.loadLine ?? null
  return (
    <Section
      title="Load"
      note={loads && (line ? `against a line of ${line.limit.toFixed(1)}` : 'no line is set for this team')}
    >
      {error ? (
        <ErrorState what="the load of this team" error={error} onRetry={refetch} />
      ) : loads ? (
        <div className="flex flex-col gap-3">
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
            <LoadGauge load={load} scale={Math.max(10, load)} line={line} />
            <LoadSparkline history={history} id={id} line={line?.limit ?? null} />
          </div>
          {line && load > line.limit && <WayBelow kind="team" id={id} />}
        </div>
      ) : (
        <SkeletonLines label="Loading the load" lines={2} />
      )}
    </Section>
  )
}
