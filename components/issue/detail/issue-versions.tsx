import Link from 'next/link'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { FactsTable } from '../../table/facts-table.tsx'
import { Badge } from '../../ui/badge.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Time } from '../../ui/time.tsx'
import { Unknown } from '../../ui/unknown.tsx'

type Version = NonNullable<IssueDetail['versions']>['rows'][number]

/** The versions of the image: which run, which have the problem, and when each was looked at. */
export function IssueVersions({
  versions,
  imageId,
}: {
  versions: NonNullable<IssueDetail['versions']>
  /** Null where the issue is not about one image. */
  imageId: number | null
}) {
  return (
    <>
      <FactsTable
        caption="Versions of the image"
        rows={versions.rows}
        rowKey={(version) => version.id}
        empty="No version of this image is known."
        columns={[
          { heading: 'Version', cell: (version) => <Digest version={version} imageId={imageId} /> },
          { heading: 'Tags', cell: (version) => <Tags tags={version.tags} /> },
          { heading: 'Affected', cell: (version) => <Affected affected={version.affected} /> },
          {
            heading: 'Running',
            cell: (version) =>
              version.running ? <Badge tone="accent">running</Badge> : <span className="text-muted">no</span>,
          },
          {
            heading: 'Scanned',
            cell: (version) => (version.scannedAt ? <Time at={version.scannedAt} /> : <Unknown>never</Unknown>),
          },
          { heading: 'First seen', cell: (version) => <Time at={version.firstSeenAt} /> },
          { heading: 'Platform', cell: (version) => version.platform ?? <Unknown /> },
        ]}
      />
      <Rest shown={versions.rows.length} total={versions.total} what="versions" />
    </>
  )
}

function Digest({ version: { id, digest }, imageId }: { version: Version; imageId: number | null }) {
  const short = (
    <code title={digest} className="whitespace-nowrap font-mono text-xs">
      {digest.slice(0, 19)}
    </code>
  )
  return (
    <span className="inline-flex items-center gap-1">
      {imageId === null ? (
        short
      ) : (
        <Link href={`/images/${imageId}?version=${id}`} className="underline underline-offset-4">
          {short}
        </Link>
      )}
      <CopyButton text={digest} label="Copy digest" />
    </span>
  )
}

function Tags({ tags }: Pick<Version, 'tags'>) {
  if (tags.length === 0) return <span className="text-muted">none</span>
  return <span className="inline-block min-w-24 font-mono text-xs [overflow-wrap:anywhere]">{tags.join(', ')}</span>
}

/** Whether something has the problem, in words; null is not known. */
export function Affected({ affected }: { affected: boolean | null }) {
  if (affected === null) return <Unknown why="Never scanned completely for this kind of problem" />
  return affected ? <Badge tone="danger">affected</Badge> : <Badge tone="ok">clean</Badge>
}

/** That a table shows only the first rows. */
export function Rest({
  shown,
  total,
  what,
}: {
  shown: number
  total: { value: number; bounded: boolean }
  what: string
}) {
  if (total.value <= shown) return null
  return (
    <p className="text-muted text-xs">
      The first {shown.toLocaleString('en-GB')} of {total.value.toLocaleString('en-GB')}
      {total.bounded && ' or more'} {what}.
    </p>
  )
}
