import type { ReportDetail } from '../../lib/contract/reports.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Section } from '../ui/section.tsx'
import { ReportChanges } from './report-changes.tsx'
import { ReportCoverage } from './report-coverage.tsx'
import { ReportUnread } from './report-unread.tsx'

type Summary = NonNullable<ReportDetail['summary']>

const COUNTS = ['findings', 'opened', 'reopened', 'closed', 'unchanged'] as const
const WORDS: Record<(typeof COUNTS)[number], string> = {
  findings: 'Findings',
  opened: 'New issues',
  reopened: 'Reopened',
  closed: 'Closed',
  unchanged: 'As before',
}
const FACTS: Record<string, string> = {
  component: 'Packages listed',
  vex: 'Statements (VEX)',
  attestation: 'Attestations',
  'known-exploited': 'Known exploited',
  'exploit-prediction': 'Predictions (EPSS)',
}

/** What a report covered, what came of it or would, and what of it was not understood. */
export function ReportSummary({ report, summary }: { report: ReportDetail; summary: Summary }) {
  const facts = Object.entries(summary.facts ?? {}).filter(([, count]) => count > 0)
  // A feed or an attestation has no findings to count.
  const hasFindings = (summary.findings ?? 0) > 0 || (summary.scopesTotal ?? 0) > 0 || facts.length === 0
  const counts = hasFindings ? COUNTS.filter((name) => summary[name] !== undefined) : []
  return (
    <>
      <Section title={report.preview ? 'What it would change' : 'What it changed'}>
        <DescriptionList
          items={[
            ...counts.map((name) => ({ term: WORDS[name], value: summary[name]?.toLocaleString('en-GB') })),
            ...facts.map(([kind, count]) => ({ term: FACTS[kind] ?? kind, value: count.toLocaleString('en-GB') })),
          ]}
        />
        {report.changes && <ReportChanges changes={report.changes} summary={summary} preview={report.preview} />}
      </Section>
      {summary.scopes && summary.scopes.length > 0 && (
        <Section title="What it covered" note="what a complete scan did not see there is gone">
          <ReportCoverage scopes={summary.scopes} total={summary.scopesTotal ?? summary.scopes.length} />
        </Section>
      )}
      <Section title="Not understood">
        <ReportUnread unread={summary.unread ?? []} total={summary.unreadTotal ?? summary.unread?.length ?? 0} />
      </Section>
    </>
  )
}
