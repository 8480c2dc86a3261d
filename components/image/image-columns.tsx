import Link from 'next/link'
import type { ImageRow } from '../../lib/contract/images.ts'
import type { Column } from '../table/column.ts'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { TeamNames } from '../ui/team-names.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { SeverityCounts } from '../workload/severity-counts.tsx'
import { BaseImage } from './base-image.tsx'

const UNSEEN = 'No complete scan of any version came in'

/** No scan and no finding: then "none" would be a claim that nobody can make. */
export function isUnseen({ scannedAt, maxRisk }: Pick<ImageRow, 'scannedAt' | 'maxRisk'>): boolean {
  return scannedAt === null && maxRisk === null
}

/** The columns of the images list; `scale` is the greatest load in it, so that the gauges can be compared. */
export function imageColumns(scale: number): Column<ImageRow>[] {
  return [
    {
      id: 'repository',
      header: 'Image',
      width: null,
      phone: 'title',
      cell: ({ id, repository }) => (
        <Link href={`/images/${id}`} className="flex min-w-0 hover:underline">
          <MiddleTruncate text={repository} tail={24} />
        </Link>
      ),
    },
    {
      id: 'team',
      header: 'Team',
      width: 120,
      from: 'md',
      cell: ({ teams }) => <TeamNames teams={teams} />,
    },
    {
      id: 'load',
      header: 'Load',
      width: 96,
      cell: (row) =>
        isUnseen(row) ? <Unknown why={UNSEEN} /> : <LoadGauge load={row.load} scale={scale} line={row.loadLine} />,
    },
    {
      id: 'issues',
      header: 'Open issues',
      width: 200,
      cell: (row) => (isUnseen(row) ? <Unknown why={UNSEEN} /> : <SeverityCounts counts={row.openIssues} />),
    },
    {
      id: 'runs',
      header: 'Runs in',
      width: 110,
      cell: ({ workloads }) =>
        workloads > 0 ? (
          `${workloads.toLocaleString('en-GB')} ${workloads === 1 ? 'workload' : 'workloads'}`
        ) : (
          <span className="text-muted">not running</span>
        ),
    },
    {
      id: 'scanned',
      header: 'Newest scan',
      width: 110,
      cell: ({ scannedAt }) =>
        scannedAt ? (
          <>
            <span className="sm:hidden">scanned </span>
            <Time at={scannedAt} />
          </>
        ) : (
          <Unknown why={UNSEEN}>never scanned</Unknown>
        ),
    },
    {
      id: 'versions',
      header: 'Versions',
      width: 80,
      align: 'end',
      from: 'xl',
      phone: 'hidden',
      cell: ({ versions }) => versions.toLocaleString('en-GB'),
    },
    {
      id: 'base',
      header: 'Base image',
      width: 160,
      from: 'xl',
      phone: 'hidden',
      cell: ({ base }) => <BaseImage base={base} />,
    },
  ]
}
