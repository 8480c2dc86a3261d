import type { ReportSummary } from '../../lib/contract/report-summary.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Badge } from '../ui/badge.tsx'

type Scope = NonNullable<ReportSummary['scopes']>[number]

/** What a report covered, and whether what it did not see there is gone. */
export function ReportCoverage({ scopes, total }: { scopes: readonly Scope[]; total: number }) {
  const rows = scopes.map((scope, index) => ({ ...scope, index }))
  return (
    <>
      <FactsTable
        caption="What it covered"
        rows={rows}
        rowKey={({ index }) => index}
        empty=""
        columns={[
          {
            heading: 'Scanned',
            cell: ({ subject, part }) => (
              <span className="[overflow-wrap:anywhere]">
                {subject}
                {part && <span className="text-muted"> · {part} only</span>}
              </span>
            ),
          },
          { heading: 'For', cell: ({ scan }) => scan },
          { heading: 'Scan', cell: (scope) => <Completeness scope={scope} /> },
        ]}
      />
      {total > scopes.length && (
        <p className="text-muted text-xs">
          The first {scopes.length} of {total.toLocaleString('en-GB')}.
        </p>
      )}
    </>
  )
}

function Completeness({ scope: { complete, late } }: { scope: Scope }) {
  if (late) return <span className="text-muted">older than one that came before: changed nothing</span>
  return complete ? <Badge tone="ok">complete</Badge> : <Badge tone="warn">incomplete: closes nothing</Badge>
}
