'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { fixListOptions } from '../../lib/client/fixes.ts'
import type { FixRow } from '../../lib/contract/fixes.ts'
import { FixProgress } from '../fix/fix-progress.tsx'
import { EFFORT_WORDS, RANK_MEANING } from '../fix/fix-words.ts'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'
import { removedWords } from '../ui/load-words.ts'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { BEST } from './best.ts'

/** The three changes that remove the most risk for the effort. */
export function BestFixes({ slug }: { slug: string }) {
  const list = useInfiniteQuery(fixListOptions({ team: slug }, BEST))
  const page = list.data?.pages[0]
  return (
    <Section
      title="What to fix first"
      note={
        page && page.total.value > 0 ? (
          <>
            {Math.min(BEST, page.total.value)} of{' '}
            <DefinedNumber
              value={`${page.total.value.toLocaleString('en-GB')}${page.total.bounded ? '+' : ''}`}
              definition={RANK_MEANING}
              href={`/fixes?team=${slug}`}
            />{' '}
            fixes
          </>
        ) : undefined
      }
    >
      {list.error ? (
        <ErrorState what="the fixes" error={list.error} onRetry={list.refetch} />
      ) : page ? (
        <Fixes rows={page.rows.slice(0, BEST)} />
      ) : (
        <SkeletonLines label="Loading the fixes" lines={6} />
      )}
    </Section>
  )
}

function Fixes({ rows }: { rows: readonly FixRow[] }) {
  if (rows.length === 0)
    return <p className="text-muted text-sm">No change is known that closes an open issue of this team.</p>
  const scale = Math.max(1, ...rows.map(({ load }) => load))
  return (
    <ol className="flex flex-col">
      {rows.map((fix, at) => (
        <li key={fix.id} className="flex gap-x-4 border-line border-b py-2 last:border-b-0">
          <span className="w-4 shrink-0 text-muted" aria-hidden="true">
            {at + 1}
          </span>
          <div className="flex min-w-0 flex-1 flex-col gap-0.5">
            <Link href={`/fixes/${fix.id}`} className="font-medium [overflow-wrap:anywhere] hover:underline">
              {fix.title}
            </Link>
            <p className="text-muted text-sm [overflow-wrap:anywhere]">
              {[fix.where, removes(fix), `${EFFORT_WORDS[fix.effort.size]} effort`].filter(Boolean).join(' · ')}
            </p>
            <FixProgress fix={fix} />
          </div>
          <span className="w-16 shrink-0">
            <LoadGauge load={fix.load} scale={scale} line={null} means={removedWords(fix.load)} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function removes({ issues, workloads }: FixRow): string {
  const what = issues === 1 ? 'closes 1 issue' : `closes ${issues.toLocaleString('en-GB')} issues`
  if (workloads === 0) return what
  return `${what}, frees ${workloads === 1 ? '1 workload' : `${workloads.toLocaleString('en-GB')} workloads`}`
}
