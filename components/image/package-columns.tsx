import Link from 'next/link'
import type { PackageRow } from '../../lib/contract/image-detail.ts'
import { emptyFilter, printIssueSearch } from '../../lib/domain/issue-search.ts'
import type { Column } from '../table/column.ts'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** The columns of the packages of an image; a name leads to who else ships it, a count to the issues. */
export function packageColumns(repository: string): Column<PackageRow>[] {
  return [
    {
      id: 'name',
      header: 'Package',
      width: null,
      phone: 'title',
      cell: ({ purl, name }) => (
        <Link
          href={`/components?q=${encodeURIComponent(purl)}`}
          className="flex min-w-0 hover:underline"
          title="Who ships it?"
        >
          <MiddleTruncate text={name} tail={20} />
        </Link>
      ),
    },
    { id: 'version', header: 'Version', width: 190, cell: ({ version }) => <MiddleTruncate text={version} mono /> },
    { id: 'type', header: 'Type', width: 80, cell: ({ type }) => type },
    {
      id: 'layer',
      header: 'Layer',
      width: 80,
      cell: ({ layer }) => (layer === null ? <Unknown why="No source says in which layer it is" /> : `layer ${layer}`),
    },
    {
      id: 'issues',
      header: 'Open issues',
      width: 110,
      cell: ({ name, openIssues }) =>
        openIssues > 0 ? (
          <Link
            href={`/issues?q=${encodeURIComponent(printIssueSearch({ ...emptyFilter(), is: ['open'], image: [repository], package: [name] }))}`}
            aria-label={`${openIssues} open issues of ${name}`}
            className="underline underline-offset-4"
          >
            {openIssues.toLocaleString('en-GB')} open
          </Link>
        ) : (
          <span className="text-muted">none open</span>
        ),
    },
    {
      id: 'paths',
      header: 'Paths',
      width: 220,
      from: 'lg',
      phone: 'hidden',
      cell: ({ paths }) =>
        paths.length > 0 ? (
          <span className="flex min-w-0" title={paths.join('\n')}>
            <MiddleTruncate text={paths[0] ?? ''} tail={20} mono />
            {paths.length > 1 && <span className="shrink-0 text-muted">&nbsp;+{paths.length - 1}</span>}
          </span>
        ) : (
          <span className="text-muted">not told</span>
        ),
    },
    {
      id: 'sources',
      header: 'Told by',
      width: 120,
      from: 'xl',
      phone: 'hidden',
      cell: ({ sources }) => sources.join(', '),
    },
  ]
}
