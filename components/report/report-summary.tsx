import { FactsTable } from '../table/facts-table.tsx'
import { DescriptionList } from '../ui/description-list.tsx'

const COUNTS = ['findings', 'opened', 'reopened', 'closed', 'unchanged'] as const
const WORDS: Record<(typeof COUNTS)[number], string> = {
  findings: 'Findings',
  opened: 'New issues',
  reopened: 'Reopened',
  closed: 'Closed',
  unchanged: 'As before',
}

/** What a processed report said and changed, and the parts of it that were not understood. */
export function ReportSummary({ summary }: { summary: Record<string, unknown> }) {
  const unread = unreadOf(summary.unread)
  return (
    <div className="flex flex-col gap-4">
      <DescriptionList
        items={COUNTS.filter((name) => typeof summary[name] === 'number').map((name) => ({
          term: WORDS[name],
          value: Number(summary[name]).toLocaleString('en-GB'),
        }))}
      />
      <div className="flex flex-col gap-2">
        <h3 className="font-medium text-sm">Not understood</h3>
        <FactsTable
          caption="Parts that were not understood"
          rows={unread}
          rowKey={(part) => part.path}
          empty="Every part of the report was understood."
          columns={[
            { heading: 'Where', cell: ({ path }) => <code className="font-mono text-xs">{path}</code> },
            { heading: 'Why', cell: ({ reason }) => reason },
          ]}
        />
      </div>
    </div>
  )
}

function unreadOf(value: unknown): { path: string; reason: string }[] {
  if (!Array.isArray(value)) return []
  return value.map((part) => ({ path: String(part?.path ?? ''), reason: String(part?.reason ?? '') }))
}
