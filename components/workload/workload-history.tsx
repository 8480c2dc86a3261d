import Link from 'next/link'
import type { WorkloadDetail } from '../../lib/contract/workloads.ts'
import { VerdictBadge } from '../decision/verdict-badge.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { RuleName } from '../ui/rule-name.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'

const ENDS: Record<string, string> = { replaced: 'replaced', deleted: 'workload deleted' }

/** What happened to a workload: alerts, decisions, and which version ran when. */
export function WorkloadHistory({ workload }: { workload: WorkloadDetail }) {
  return (
    <>
      <Section title="Alerts" note="by the hour, newest first">
        <FactsTable
          caption="Alerts"
          rows={workload.alerts}
          rowKey={(alert) => `${alert.issueId} ${alert.hour}`}
          empty="No runtime alert named this workload. That is worth something only where a sensor reports."
          columns={[
            { heading: 'When', cell: (alert) => <Time at={alert.lastAt} /> },
            {
              heading: 'Rule',
              cell: (alert) => (
                <Link
                  href={`/issues/${alert.issueId}`}
                  className="inline-block min-w-40 underline underline-offset-4 [overflow-wrap:anywhere]"
                >
                  <RuleName rule={alert.rule} />
                </Link>
              ),
            },
            { heading: 'Alerts', numeric: true, cell: (alert) => alert.alerts.toLocaleString('en-GB') },
          ]}
        />
      </Section>
      <Section title="Decisions" note="what the deploy gate answered">
        <FactsTable
          caption="Decisions"
          rows={workload.decisions}
          rowKey={(decision) => decision.id}
          empty="The deploy gate was never asked about this workload."
          columns={[
            { heading: 'When', cell: (decision) => <Time at={decision.at} /> },
            {
              heading: 'Answer',
              cell: (decision) => (
                <Link href={`/decisions/${decision.id}`} aria-label={`Decision of ${decision.at}`}>
                  <VerdictBadge verdict={decision.verdict} />
                </Link>
              ),
            },
            { heading: 'Request', cell: (decision) => `${decision.operation.toLowerCase()} by ${decision.username}` },
            {
              heading: 'Policies broken',
              cell: (decision) => decision.policies.join(', ') || <span className="text-muted">none</span>,
            },
          ]}
        />
      </Section>
      <Section title="What ran when">
        <FactsTable
          caption="Image versions over time"
          rows={workload.spans}
          rowKey={(span) => `${span.imageRef} ${span.startedAt}`}
          empty="No image version of this workload is known."
          columns={[
            { heading: 'Image', cell: (span) => <Image name={span.imageRef} /> },
            { heading: 'Version', cell: (span) => (span.digest ? shortDigest(span.digest) : <Unknown />) },
            { heading: 'From', cell: (span) => <Time at={span.startedAt} /> },
            {
              heading: 'Until',
              cell: (span) =>
                span.endedAt ? (
                  <>
                    <Time at={span.endedAt} />{' '}
                    <span className="text-muted">({ENDS[span.endedBy ?? ''] ?? span.endedBy})</span>
                  </>
                ) : (
                  'runs now'
                ),
            },
          ]}
        />
      </Section>
    </>
  )
}

/** As wide as there is room for, and never so wide that the times are out of sight. */
function Image({ name }: { name: string }) {
  return (
    <span className="flex w-52 min-w-0 sm:w-auto sm:max-w-xl">
      <MiddleTruncate text={name} tail={24} mono />
    </span>
  )
}

function shortDigest(digest: string) {
  return (
    <code title={digest} className="font-mono text-xs">
      {digest.slice(0, 19)}
    </code>
  )
}
