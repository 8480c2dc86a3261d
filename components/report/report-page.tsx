'use client'

import { useQuery } from '@tanstack/react-query'
import { formatBytes } from '../../lib/client/format-bytes.ts'
import { reportOptions } from '../../lib/client/sources.ts'
import type { ReportDetail } from '../../lib/contract/reports.ts'
import { FEEDS } from '../../lib/domain/observation.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { Decide, Preview } from './report-callouts.tsx'
import { ReportStatusBadge } from './report-status.tsx'
import { ReportSummary } from './report-summary.tsx'

/** How often a waiting report is looked at again. */
const WAITING_MS = 1_000

/** One report: what came, what it changed, what could not be read, and what a person can do about it. */
export function ReportPage({ id, mayDecide }: { id: string; mayDecide: boolean }) {
  const { data, error, refetch } = useQuery({
    ...reportOptions(id),
    refetchInterval: ({ state }) => (state.data?.status === 'received' ? WAITING_MS : false),
  })
  if (error) return <ErrorState what="this report" error={error} onRetry={refetch} />
  if (!data) {
    return (
      <div className="p-4">
        <SkeletonLines label="Loading the report" lines={6} />
      </div>
    )
  }
  return (
    <>
      <PageHeader title={`${data.format} report`}>
        <ReportStatusBadge status={data.status} />
        {data.subject !== '' && <span className="min-w-0 text-sm [overflow-wrap:anywhere]">{data.subject}</span>}
        <span className="text-muted text-sm">
          received <Time at={data.receivedAt} />
        </span>
      </PageHeader>
      <div className="flex flex-col px-4 pb-8">
        {data.status === 'quarantined' && (
          <Decide report={data} mayDecide={mayDecide} title="This report could not be processed" verb="retry">
            It changed nothing. Mend what is wrong at the source and send it again, or retry it after an update of
            Plimsoll.
          </Decide>
        )}
        {data.status === 'held' && (
          <Decide report={data} mayDecide={mayDecide} title="This report waits for you" verb="confirm">
            So many findings seldom disappear at once: a scan that was cut short looks the same. Confirm it when the
            findings are really gone.
          </Decide>
        )}
        {data.preview && data.status !== 'quarantined' && <Preview report={data} />}
        <Section title="What came">
          <DescriptionList items={whatCame(data)} />
        </Section>
        {data.summary ? (
          <ReportSummary report={data} summary={data.summary} />
        ) : (
          <Section title={data.preview ? 'What it would change' : 'What it changed'}>
            <Unknown>nothing yet</Unknown>
          </Section>
        )}
      </div>
    </>
  )
}

function whatCame(report: ReportDetail) {
  const options = Object.entries(report.options)
  return [
    { term: 'Format', value: report.format },
    { term: 'Source', value: [report.source, report.toolVersion].filter(Boolean).join(' ') },
    ...(report.databaseVersion ? [{ term: 'Its database', value: report.databaseVersion }] : []),
    { term: 'Scanned', value: report.scannedAt ? <Time at={report.scannedAt} /> : null },
    { term: 'Size', value: formatBytes(report.sizeBytes) },
    { term: 'Sent with', value: report.token?.name ?? <span className="text-muted">{withoutToken(report)}</span> },
    { term: 'Cluster', value: report.cluster?.name ?? <span className="text-muted">none</span> },
    {
      term: 'The sender said',
      value:
        options.length === 0 ? (
          <span className="text-muted">nothing more</span>
        ) : (
          options.map(([name, value]) => `${name}: ${String(value)}`).join(', ')
        ),
    },
    { term: 'Attempts', value: report.attempts },
    { term: 'Id', value: <code className="font-mono text-xs">{report.id}</code> },
  ]
}

/** A feed may have been fetched, which needs no token. */
function withoutToken({ source }: ReportDetail): string {
  const isFeed = FEEDS.some((name) => name === source)
  return isFeed ? 'no token: Plimsoll fetched it, or the token was removed' : 'a token that was removed'
}
