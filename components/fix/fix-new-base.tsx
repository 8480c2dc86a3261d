import Link from 'next/link'
import type { FixDetail } from '../../lib/contract/fixes.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { SeverityCounts } from '../workload/severity-counts.tsx'
import { issueColumns } from './issue-columns.tsx'

/** What the base image that a fix goes to leaves open, by our own scans of that version. */
export function FixNewBase({ newBase }: { newBase: NonNullable<FixDetail['newBase']> }) {
  const { reference, image, scannedAt, left, rows } = newBase
  if (!left || !scannedAt) {
    return (
      <p className="text-sm">
        <Unknown why="No complete scan of this version is known any more">
          What {reference} leaves open is unknown
        </Unknown>
      </p>
    )
  }
  const href = image && `/images/${image.id}?version=${image.versionId}`
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="[overflow-wrap:anywhere]">
          {href ? (
            <Link href={href} className="underline underline-offset-4">
              {reference}
            </Link>
          ) : (
            reference
          )}
          {', scanned '}
          <Time at={scannedAt} />:
        </span>
        {left.issues === 0 ? (
          'nothing was found in it.'
        ) : (
          <>
            {left.issues.toLocaleString('en-GB')} {left.issues === 1 ? 'issue stays' : 'issues stay'}
            <SeverityCounts counts={left.bySeverity} />
          </>
        )}
      </p>
      {rows.length > 0 && (
        <FactsTable
          caption="Issues that the newer base leaves open"
          rows={rows}
          rowKey={({ id }) => id}
          empty=""
          columns={[
            ...issueColumns<(typeof rows)[number]>((issue) => issue),
            { heading: 'Status', cell: ({ status }) => <StatusBadge status={status} reason={null} /> },
          ]}
        />
      )}
      {rows.length > 0 && left.issues > rows.length && (
        <p className="text-muted">
          The {rows.length} most dangerous of {left.issues.toLocaleString('en-GB')}
          {href && (
            <>
              ; the others are on{' '}
              <Link href={`${href}&tab=packages`} className="underline underline-offset-4">
                the page of the image, by package
              </Link>
            </>
          )}
          .
        </p>
      )}
    </div>
  )
}
