'use client'

import { useQuery } from '@tanstack/react-query'
import { fixOptions } from '../../lib/client/fixes.ts'
import { useLive } from '../../lib/client/live.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { FixActions } from './fix-actions.tsx'
import { FixFacts } from './fix-facts.tsx'
import { FixIssues } from './fix-issues.tsx'
import { FixNewBase } from './fix-new-base.tsx'
import { FixProgress } from './fix-progress.tsx'
import { FixSteps } from './fix-steps.tsx'
import { FixSubjects, FixWorkloads } from './fix-subjects.tsx'
import { FixTicket } from './fix-ticket.tsx'
import { FixTimeline } from './fix-timeline.tsx'
import { STATUS_MEANING } from './fix-words.ts'

/** One fix: what to change, what it removes for whom, and how far it is by the evidence. */
export function FixPage({ id }: { id: number }) {
  const { data, error, refetch } = useQuery(fixOptions(id))
  useLive('issues', () => void refetch({ cancelRefetch: false }))
  if (!data && error) return <ErrorState what="this fix" error={error} onRetry={refetch} />
  if (!data) {
    return (
      <div className="p-4">
        <SkeletonLines label="Loading the fix" lines={6} />
      </div>
    )
  }
  const { workloadRows } = data
  return (
    <article>
      <PageHeader title={data.title} actions={<FixActions fix={data} />}>
        <FixProgress fix={data} />
        <span className="text-muted text-sm">{STATUS_MEANING[data.status]}</span>
      </PageHeader>
      <div className="px-4 pb-8">
        <div className="gap-x-10 lg:grid lg:grid-cols-2">
          <Section title="What to change">
            <FixSteps fix={data} />
          </Section>
          <div className="border-line max-lg:border-t">
            <Section title="At a glance">
              <FixFacts fix={data} />
            </Section>
          </div>
        </div>
        <div className="border-line border-t">
          <Section title="How far it is" note="by scans and deployments">
            <FixSubjects fix={data} />
          </Section>
          {data.newBase && (
            <Section title="What the newer base leaves open" note="by our own scans of it">
              <FixNewBase newBase={data.newBase} />
            </Section>
          )}
          <Section title="Issues" note="the most dangerous first">
            <FixIssues id={id} />
          </Section>
          <Section
            title="Workloads that it frees"
            note={
              workloadRows.total.value > workloadRows.rows.length
                ? `the first ${workloadRows.rows.length} of ${workloadRows.total.value}`
                : undefined
            }
          >
            <FixWorkloads fix={data} />
          </Section>
          <Section title="Ticket" note="one for the whole fix">
            <FixTicket fix={data} />
          </Section>
          <Section title="What happened" note="the newest first">
            <FixTimeline timeline={data.timeline} />
          </Section>
        </div>
      </div>
    </article>
  )
}
