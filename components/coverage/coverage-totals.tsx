import type { CoverageTotals as Totals } from '../../lib/contract/coverage.ts'
import { STAGES } from '../../lib/domain/observation.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { STAGE_NAMES } from './stage-names.ts'

const WHAT = {
  build: {
    text: 'image versions that run, scanned',
    means: 'Versions that some workload runs now, and that a complete scan for vulnerabilities covered',
  },
  deploy: {
    text: 'workloads whose manifest was seen',
    means:
      'Workloads that run, and about which the gate of their cluster was asked; clusters whose gate fell silent do not count',
  },
  runtime: {
    text: 'workloads with a sensor',
    means: 'Workloads that run in a cluster whose sensor reports; one that fell silent does not count',
  },
} as const

/** How much of what runs is known at each stage, out of how much, how old, and from whom. */
export function CoverageTotals({ totals }: { totals: Totals }) {
  return (
    <Section title="What we know of what runs" note="not known is never counted as none">
      <FactsTable
        caption="Coverage by stage"
        rows={STAGES}
        rowKey={(stage) => stage}
        empty=""
        columns={[
          { heading: 'Stage', cell: (stage) => STAGE_NAMES[stage] },
          {
            heading: 'Known',
            cell: (stage) => {
              const { known, of } = totals[stage]
              if (of === 0) return <Unknown why="No inventory told what runs">nothing is known to run</Unknown>
              return (
                <span className={known < of ? 'text-unknown' : undefined}>
                  <DefinedNumber
                    value={`${known.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')}`}
                    definition={WHAT[stage].means}
                    {...(known < of && { href: `/coverage?gap=${stage}` })}
                  />{' '}
                  <span className="text-muted">{WHAT[stage].text}</span>
                </span>
              )
            },
          },
          {
            heading: 'Oldest',
            cell: (stage) => {
              const { oldestAt } = totals[stage]
              return oldestAt ? <Time at={oldestAt} /> : <Unknown>none</Unknown>
            },
          },
          {
            heading: 'From',
            cell: (stage) =>
              totals[stage].sources.length === 0 ? (
                <Unknown why="Connect one under Sources">no source</Unknown>
              ) : (
                <ul className="flex flex-wrap gap-x-4">
                  {totals[stage].sources.map(({ source, known, lastAt }) => (
                    <li key={source}>
                      {source} <span className="text-muted">{known.toLocaleString('en-GB')}, last </span>
                      <Time at={lastAt} />
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </Section>
  )
}
