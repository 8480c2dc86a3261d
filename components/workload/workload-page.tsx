'use client'

import { useQuery } from '@tanstack/react-query'
import { workloadOptions } from '../../lib/client/workloads.ts'
import type { WorkloadDetail } from '../../lib/contract/workloads.ts'
import { StageTable } from '../coverage/stage-table.tsx'
import { Badge } from '../ui/badge.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { DescriptionList } from '../ui/description-list.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { RiskScore } from '../ui/risk-score.tsx'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { CoverageNote } from './coverage.tsx'
import { PrivilegeList } from './privilege-list.tsx'
import { podPrivileges } from './privileges.ts'
import { SeverityCounts } from './severity-counts.tsx'
import { WorkloadContainers } from './workload-containers.tsx'
import { WorkloadHistory } from './workload-history.tsx'
import { WorkloadLoad } from './workload-load.tsx'

/** One workload: what it may do, what it runs, and what happened to it. */
export function WorkloadPage({ id }: { id: number }) {
  const { data, error, refetch } = useQuery(workloadOptions(id))
  if (error) return <ErrorState what="this workload" error={error} onRetry={refetch} />
  if (!data) {
    return (
      <div className="p-4">
        <SkeletonLines label="Loading the workload" lines={6} />
      </div>
    )
  }
  return (
    <>
      <PageHeader
        title={data.name}
        actions={
          <ButtonLink href={`/issues?q=${encodeURIComponent(data.search)}`} variant="primary">
            Open issues
          </ButtonLink>
        }
      >
        <span className="min-w-0 text-muted text-sm [overflow-wrap:anywhere]">
          {data.kind} in {data.cluster.name} / {data.namespace}
        </span>
        {data.goneAt && <Badge>gone</Badge>}
        {data.brokeGlassAt && <Badge tone="warn">broke glass</Badge>}
      </PageHeader>
      <div className="px-4 pb-8">
        <Section title="At a glance">
          <DescriptionList items={glance(data)} />
        </Section>
        <WorkloadLoad workload={data} />
        <Section title="Coverage" note="what is known at each stage, from which source, how old">
          <StageTable stages={data.stages} />
        </Section>
        <Section
          title="What it may do"
          note={
            data.factsAt ? (
              <>
                as admitted <Time at={data.factsAt} />
              </>
            ) : undefined
          }
        >
          {data.factsAt ? (
            <>
              <PrivilegeList privileges={podPrivileges(data)} />
              <DescriptionList items={reach(data)} />
            </>
          ) : (
            <Unknown why="The deploy gate was never asked about it">No manifest of this workload was seen yet.</Unknown>
          )}
        </Section>
        <Section title="Containers" note={<CoverageNote coverage={data.coverage} />}>
          {data.containers.length > 0 ? <WorkloadContainers containers={data.containers} /> : <Unknown />}
        </Section>
        <WorkloadHistory workload={data} />
      </div>
    </>
  )
}

function glance(workload: WorkloadDetail) {
  return [
    { term: 'Open issues', value: <SeverityCounts counts={workload.openIssues} /> },
    {
      term: 'Highest risk',
      value:
        workload.maxRisk === null ? <span className="text-muted">none</span> : <RiskScore risk={workload.maxRisk} />,
    },
    {
      term: 'Team',
      value: workload.team ? (
        <>
          {workload.team.name} <span className="text-muted">(by {workload.ownerBy?.replaceAll('-', ' ')})</span>
        </>
      ) : (
        <span className="text-muted">unowned</span>
      ),
    },
    { term: 'Environment', value: workload.cluster.environment },
    { term: 'Replicas', value: workload.replicas },
    { term: 'Last alert', value: workload.lastAlertAt ? <Time at={workload.lastAlertAt} /> : <>none seen</> },
    { term: 'First seen', value: <Time at={workload.firstSeenAt} /> },
  ]
}

function reach(workload: WorkloadDetail) {
  const { serviceAccount, secrets, writableHostPaths } = workload
  return [
    { term: 'Service account', value: serviceAccount ?? 'default' },
    { term: 'Reads secrets', value: secrets.join(', ') || 'none' },
    { term: 'Writable host paths', value: writableHostPaths.join(', ') || 'none' },
    {
      term: 'Reached from',
      value: <Unknown why="Nothing reports services, ingresses and network policies yet" />,
    },
  ]
}
