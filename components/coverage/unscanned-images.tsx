'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { type CoverageFilter, unscannedOptions } from '../../lib/client/coverage.ts'
import type { UnscannedImage } from '../../lib/contract/coverage.ts'
import { Button } from '../ui/button.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { TeamNames } from '../ui/team-names.tsx'

/** Images that run and that nobody ever scanned, those of the most workloads first, with the command that changes it. */
export function UnscannedImages({
  filter,
  running,
}: {
  filter: CoverageFilter
  /** How many image versions are known to run. */
  running: number | undefined
}) {
  const list = useInfiniteQuery(unscannedOptions(filter))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section
      title="Run, and were never scanned"
      note={rows.length > 0 && 'set PLIMSOLL_URL and PLIMSOLL_TOKEN, then run the command'}
    >
      {list.error ? (
        <ErrorState what="the images" error={list.error} onRetry={list.refetch} />
      ) : list.isPending ? (
        <SkeletonLines label="Reading the images" lines={3} />
      ) : rows.length === 0 ? (
        <p className="text-muted text-sm">
          {filter.q || filter.team
            ? 'No such image fits the filters.'
            : running === 0
              ? 'No image is known to run yet.'
              : 'Every image version that is known to run was scanned at least once.'}
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {rows.map((row) => (
            <UnscannedRow key={`${row.imageRef} ${row.digest}`} row={row} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div>
          <Button size="small" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            More images
          </Button>
        </div>
      )}
    </Section>
  )
}

function UnscannedRow({ row: { image, imageRef, workloads, workload, teams, command } }: { row: UnscannedImage }) {
  const name = <MiddleTruncate text={imageRef} tail={24} mono />
  const others = workloads - 1
  return (
    <li className="flex min-w-0 flex-col gap-1">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 text-sm">
        {image ? (
          <Link href={`/images/${image.id}`} className="flex min-w-0 underline underline-offset-4">
            {name}
          </Link>
        ) : (
          name
        )}
        <span className="text-muted">
          runs in{' '}
          <Link href={`/workloads/${workload.id}`} className="underline underline-offset-4">
            {workload.namespace}/{workload.name}
          </Link>
          {others > 0 && ` and ${others.toLocaleString('en-GB')} more`}
        </span>
        <TeamNames teams={teams} />
      </div>
      <CodeBlock code={command} label={`the command for ${imageRef}`} wrap />
    </li>
  )
}
