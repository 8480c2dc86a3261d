import Link from 'next/link'
import type { ImageDetail } from '../../lib/contract/image-detail.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Badge } from '../ui/badge.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { ScanNote } from './scan-note.tsx'

/** The versions of an image over time, and where its tags pointed when. */
export function ImageHistory({ image, chosenId }: { image: ImageDetail; chosenId: number | null }) {
  return (
    <>
      <Section title="Versions" note={`${image.versions.toLocaleString('en-GB')} known, the newest first`}>
        <FactsTable
          caption="Versions"
          rows={image.versionList}
          rowKey={(version) => version.id}
          empty="No version of this image is known, only its name."
          columns={[
            {
              heading: 'Version',
              cell: (version) => (
                <span className="inline-flex items-center gap-2 whitespace-nowrap">
                  <Link
                    href={`/images/${image.id}?version=${version.id}`}
                    aria-current={version.id === chosenId ? 'true' : undefined}
                    className="underline underline-offset-4"
                    title={version.digest}
                  >
                    <code className="font-mono text-xs">{version.digest.slice(0, 19)}</code>
                  </Link>
                  {version.id === chosenId && <Badge tone="accent">shown</Badge>}
                  {version.retiredAt && <Badge>retired</Badge>}
                </span>
              ),
            },
            {
              heading: 'Tags now',
              cell: (version) => version.tags.join(', ') || <span className="text-muted">none</span>,
            },
            { heading: 'Platform', cell: (version) => version.platform ?? <Unknown why="No report said it" /> },
            { heading: 'First seen', cell: (version) => <Time at={version.firstSeenAt} /> },
            { heading: 'Scanned', cell: (version) => <ScanNote scans={version.scans} /> },
            {
              heading: 'Runs in',
              numeric: true,
              cell: (version) => version.workloads.toLocaleString('en-GB'),
            },
          ]}
        />
      </Section>
      <Section title="Where tags pointed" note="the newest first">
        <FactsTable
          caption="Tags over time"
          rows={image.tagMoves}
          rowKey={(move) => `${move.tag} ${move.at}`}
          empty="No report named a tag of this image."
          columns={[
            { heading: 'When', cell: (move) => <Time at={move.at} /> },
            {
              heading: 'Tag',
              cell: (move) => (
                <span className="inline-flex max-w-60 items-center gap-2">
                  <MiddleTruncate text={move.tag} mono />
                  {move.fromDigest && <Badge tone="warn">moved</Badge>}
                </span>
              ),
            },
            { heading: 'To', cell: (move) => <Digest digest={move.digest} /> },
            {
              heading: 'From',
              cell: (move) =>
                move.fromDigest ? <Digest digest={move.fromDigest} /> : <span className="text-muted">new tag</span>,
            },
          ]}
        />
      </Section>
    </>
  )
}

function Digest({ digest }: { digest: string }) {
  return (
    <code title={digest} className="font-mono text-xs">
      {digest.slice(0, 19)}
    </code>
  )
}
