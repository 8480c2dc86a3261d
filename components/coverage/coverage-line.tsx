'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { coverageTotalsOptions } from '../../lib/client/coverage.ts'
import type { CoverageTotals } from '../../lib/contract/coverage.ts'
import { Time } from '../ui/time.tsx'

/**
 * Out of how much the counts of a list come, in one line under its title: which of what runs was scanned, and which clusters have
 * a gate and a sensor that report. `about` says what the list rests on.
 */
export function CoverageLine({ about }: { about: readonly ('scans' | 'gates' | 'sensors')[] }) {
  const { data } = useQuery(coverageTotalsOptions)
  return (
    <p className="flex min-h-6 flex-wrap items-center gap-x-3 px-4 text-muted text-xs">
      {data && (
        <>
          {about.includes('scans') && <Scans build={data.build} />}
          {about.includes('gates') && <Clusters clusters={data.clusters} source="gate" />}
          {about.includes('sensors') && <Clusters clusters={data.clusters} source="sensor" />}
          <Link href="/coverage" className="underline underline-offset-4">
            Coverage
          </Link>
        </>
      )}
    </p>
  )
}

function Scans({ build: { known, of, oldestAt } }: { build: CoverageTotals['build'] }) {
  if (of === 0) return <span className="text-unknown">No inventory told which images run</span>
  return (
    <span className={known < of ? 'text-unknown' : undefined}>
      Scanned {known.toLocaleString('en-GB')} of {of.toLocaleString('en-GB')} image versions that run
      {oldestAt && (
        <>
          , oldest <Time at={oldestAt} />
        </>
      )}
    </span>
  )
}

const WORDS = { gate: 'The gate asks in', sensor: 'A sensor reports from' } as const

function Clusters({ clusters, source }: { clusters: CoverageTotals['clusters']; source: 'gate' | 'sensor' }) {
  const known = clusters[source]
  if (clusters.of === 0) return <span className="text-unknown">No cluster is known yet</span>
  return (
    <span className={known < clusters.of ? 'text-unknown' : undefined}>
      {WORDS[source]} {known} of {clusters.of} {clusters.of === 1 ? 'cluster' : 'clusters'}
    </span>
  )
}
