import Link from 'next/link'
import type { ComponentRow } from '../../lib/contract/components.ts'
import type { Column } from '../table/column.ts'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { TeamNames } from '../ui/team-names.tsx'
import { Time } from '../ui/time.tsx'

/** The columns of who ships a component. */
export const COMPONENT_COLUMNS: readonly Column<ComponentRow>[] = [
  {
    id: 'where',
    header: 'Image or repository',
    width: null,
    phone: 'title',
    cell: ({ image, repository }) =>
      image ? (
        <Link href={`/images/${image.id}?version=${image.versionId}`} className="flex min-w-0 hover:underline">
          <MiddleTruncate text={image.repository} tail={24} />
        </Link>
      ) : (
        <MiddleTruncate text={repository?.name ?? ''} tail={24} />
      ),
  },
  {
    id: 'found',
    header: 'Version found',
    width: 170,
    cell: ({ version, purl }) => (
      <span className="flex min-w-0" title={purl}>
        <MiddleTruncate text={version} mono />
      </span>
    ),
  },
  {
    id: 'tags',
    header: 'Tags',
    width: 140,
    from: 'md',
    cell: ({ image }) => {
      if (!image) return <span className="text-muted">source code</span>
      return image.tags.length > 0 ? (
        <MiddleTruncate text={image.tags.join(', ')} mono />
      ) : (
        <code className="font-mono text-xs" title={image.digest}>
          {image.digest.slice(0, 15)}
        </code>
      )
    },
  },
  {
    id: 'runs',
    header: 'Runs in',
    width: 180,
    cell: ({ workloads, runningSince }) =>
      workloads > 0 ? (
        <span>
          {workloads.toLocaleString('en-GB')} {workloads === 1 ? 'workload' : 'workloads'}
          {runningSince && (
            <span className="max-sm:hidden">
              {', '}
              <Time at={runningSince} />
            </span>
          )}
        </span>
      ) : (
        <span className="text-muted">not running</span>
      ),
  },
  {
    id: 'team',
    header: 'Team',
    width: 110,
    cell: ({ teams }) => <TeamNames teams={teams} />,
  },
  { id: 'since', header: 'Known since', width: 110, from: 'lg', cell: ({ firstSeenAt }) => <Time at={firstSeenAt} /> },
  { id: 'sources', header: 'Told by', width: 120, from: 'lg', cell: ({ sources }) => sources.join(', ') },
]
