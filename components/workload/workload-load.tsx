'use client'

import { useQuery } from '@tanstack/react-query'
import { loadHistoryOptions } from '../../lib/client/load.ts'
import type { WorkloadDetail } from '../../lib/contract/workloads.ts'
import { LoadSparkline } from '../load/load-sparkline.tsx'
import { WayBelow } from '../load/way-below.tsx'
import { DescriptionList } from '../ui/description-list.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { Section } from '../ui/section.tsx'
import { Unknown } from '../ui/unknown.tsx'

const DAYS = 30

/** The load of a workload and of what it is part of, over time, and what would take it down. */
export function WorkloadLoad({ workload }: { workload: WorkloadDetail }) {
  const history = useQuery(loadHistoryOptions('workload', [workload.id], DAYS))
  const { namespace, cluster, team } = workload.around
  const unseen = workload.coverage.scanned === 0 && workload.maxRisk === null
  return (
    <Section title="Load" note={`gauge with the load line; ${DAYS} days`}>
      <DescriptionList
        items={[
          {
            term: 'This workload',
            value: unseen ? (
              <Unknown why="Nothing that it runs was scanned">not known</Unknown>
            ) : (
              <span className="flex flex-wrap items-center gap-4">
                <LoadGauge load={workload.load} scale={10} line={workload.loadLine} />
                <LoadSparkline history={history.data} id={workload.id} line={workload.loadLine?.limit ?? null} />
              </span>
            ),
          },
          {
            term: 'Its namespace',
            value: <LoadGauge load={namespace.load} scale={10} line={namespace.loadLine} />,
          },
          {
            term: 'Its cluster',
            value: <LoadGauge load={cluster.load} scale={10} line={cluster.loadLine} />,
          },
          ...(team
            ? [
                {
                  term: 'Its team',
                  value: <LoadGauge load={team.load} scale={10} line={team.loadLine} />,
                },
              ]
            : []),
        ]}
      />
      {!unseen && <WayBelow kind="workload" id={workload.id} />}
    </Section>
  )
}
