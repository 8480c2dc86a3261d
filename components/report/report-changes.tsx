import Link from 'next/link'
import type { ReportChanges as Changes } from '../../lib/contract/report-summary.ts'
import type { ReportDetail } from '../../lib/contract/reports.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { SeverityBadge } from '../ui/severity-badge.tsx'

const KINDS = [
  { name: 'opened', did: 'New issues', would: 'Would be new' },
  { name: 'reopened', did: 'Reopened', would: 'Would reopen' },
  { name: 'closed', did: 'Closed', would: 'Would close' },
] as const

/** The issues behind the counts of a report, as far as they are named. */
export function ReportChanges({
  changes,
  summary,
  preview,
}: {
  changes: Changes
  summary: NonNullable<ReportDetail['summary']>
  preview: boolean
}) {
  return KINDS.map(({ name, did, would }) => {
    const rows = changes[name].map((issue, index) => ({ ...issue, at: issue.id ?? `new ${index}` }))
    const count = summary[name] ?? rows.length
    if (rows.length === 0) return null
    const title = preview ? would : did
    return (
      <div key={name} className="flex flex-col gap-1 pt-2">
        <h3 className="font-medium text-sm">
          {title} <span className="font-normal text-muted">{count.toLocaleString('en-GB')}</span>
        </h3>
        <FactsTable
          caption={title}
          rows={rows}
          rowKey={({ at }) => at}
          empty=""
          columns={[
            { heading: 'Severity', cell: ({ severity }) => <SeverityBadge severity={severity} /> },
            {
              heading: 'Issue',
              cell: ({ id, title: issue }) =>
                id === null ? (
                  issue
                ) : (
                  <Link href={`/issues/${id}`} className="underline underline-offset-4">
                    {issue}
                  </Link>
                ),
            },
            {
              heading: 'Where',
              cell: ({ where: { label, detail } }) => (
                <MiddleTruncate text={detail ? `${label} · ${detail}` : label} tail={16} />
              ),
            },
          ]}
        />
        {count > rows.length && (
          <p className="text-muted text-xs">
            The {rows.length} most severe of {count.toLocaleString('en-GB')}.
          </p>
        )}
      </div>
    )
  })
}
