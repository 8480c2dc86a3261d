import * as z from 'zod'
import { CoverageTotals } from './coverage.ts'
import { LoadRow } from './load.ts'
import { operation } from './operation.ts'

/** A count of the period and of the one before. */
const Tally = z.object({ now: z.int(), before: z.int() })
export type Tally = z.infer<typeof Tally>

export const Overview = z
  .object({
    period: z.object({ from: z.iso.date(), to: z.iso.date() }),
    scope: z.string().meta({ description: 'Whose things are counted, in words' }),
    build: z.object({
      reports: Tally,
      sources: z.int().meta({ description: 'Tools that sent one in the period' }),
      unread: Tally.meta({ description: 'Reports that could not be read' }),
      held: Tally.meta({ description: 'Reports that wait for a person to confirm them' }),
      firstSeen: Tally.meta({ description: 'Issues opened whose first sighting was here' }),
    }),
    deploy: z.object({
      decisions: Tally,
      denied: Tally,
      warned: Tally.meta({ description: 'Admitted in spite of findings' }),
      brokeGlass: Tally.meta({ description: 'Admitted in spite of a denial, with a reason' }),
      firstSeen: Tally,
    }),
    runtime: z.object({
      alerts: Tally.nullable().meta({ description: 'Null: alerts are not told apart by team' }),
      firstSeen: Tally,
      threats: Tally.meta({ description: 'Threats opened' }),
      threatsAgain: Tally.meta({ description: 'Threats that had been closed and were seen again' }),
    }),
    coverage: CoverageTotals,
    workloads: z.array(LoadRow).meta({ description: 'Those with the most load first, five at most' }),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof Overview>

const tally = { now: 12, before: 9 }
const total = { known: 41, of: 44, oldestAt: '2026-11-21T03:00:00.000Z', sources: [] }

export const getOverview = operation({
  id: 'getOverview',
  method: 'GET',
  path: '/api/v1/overview',
  summary:
    'Build, deploy and runtime: what came, what was stopped, what got through, what is not known, and the most dangerous workloads',
  tag: 'Metrics',
  auth: 'user',
  query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  out: Overview,
  status: 200,
  errors: ['invalid'],
  example: {
    query: { days: 30 },
    out: {
      period: { from: '2026-10-23', to: '2026-11-21' },
      scope: 'All teams',
      build: { reports: tally, sources: 3, unread: { now: 0, before: 1 }, held: tally, firstSeen: tally },
      deploy: { decisions: tally, denied: tally, warned: tally, brokeGlass: { now: 1, before: 0 }, firstSeen: tally },
      runtime: { alerts: tally, firstSeen: tally, threats: tally, threatsAgain: tally },
      coverage: {
        ...{ build: total, deploy: total, runtime: total },
        clusters: { of: 4, gate: 4, sensor: 3 },
        silent: 1,
      },
      workloads: [],
    },
  },
})

export const overviewOperations = [getOverview]
