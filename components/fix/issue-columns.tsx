import Link from 'next/link'
import type { IssueRow } from '../../lib/contract/issues.ts'
import type { FactsColumn } from '../table/facts-table.tsx'
import { RiskScore } from '../ui/risk-score.tsx'
import { SeverityBadge } from '../ui/severity-badge.tsx'

/** What a table on the page of a fix says of each issue. */
export function issueColumns<Row>(issueOf: (row: Row) => IssueRow): FactsColumn<Row>[] {
  return [
    { heading: 'Risk', cell: (row) => <RiskScore risk={issueOf(row).risk} /> },
    {
      heading: 'Issue',
      cell: (row) => {
        const { id, title } = issueOf(row)
        return (
          <Link href={`/issues/${id}`} className="[overflow-wrap:anywhere] hover:underline">
            {title}
          </Link>
        )
      },
    },
    { heading: 'Severity', cell: (row) => <SeverityBadge severity={issueOf(row).severity} /> },
    {
      heading: 'Where',
      cell: (row) => <span className="[overflow-wrap:anywhere]">{issueOf(row).where.label}</span>,
    },
  ]
}
