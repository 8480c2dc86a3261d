import { FactsTable } from '../table/facts-table.tsx'

interface Part {
  path: string
  reason: string
}

/** The parts of a report that were not understood: some of each kind, and how many more there are. */
export function ReportUnread({ unread, total }: { unread: readonly Part[]; total: number }) {
  const rows = unread.map((part, index) => ({ ...part, index }))
  return (
    <>
      <FactsTable
        caption="Parts that were not understood"
        rows={rows}
        rowKey={({ index }) => index}
        empty="Every part of the report was understood."
        columns={[
          {
            heading: 'Where',
            cell: ({ path }) => (
              <code className="font-mono text-xs [overflow-wrap:anywhere]">{path || 'the whole report'}</code>
            ),
          },
          { heading: 'Why', cell: ({ reason }) => reason },
        ]}
      />
      {total > unread.length && (
        <p className="text-muted text-xs">
          And {(total - unread.length).toLocaleString('en-GB')} more. These are the first of each kind.
        </p>
      )}
    </>
  )
}
