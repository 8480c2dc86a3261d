import type { Day } from './day.ts'
import { dayOf, laterDay } from './day.ts'
import { type Basis, COUNTED_EVENTS } from './definitions.ts'
import type { Fact } from './fact.ts'

/** What a cell sums up, in the order of its columns. */
export const MEASURES = [
  ...COUNTED_EVENTS,
  'regressions',
  'inTime',
  'late',
  'build',
  'deploy',
  'runtime',
  'openDelta',
  'overdueDelta',
  'standing',
  'ttrSeconds',
  'builtKnown',
  'builtSeconds',
  'rolledOutKnown',
  'rolledOutSeconds',
] as const
export type Measure = (typeof MEASURES)[number]
export type Sums = Record<Measure, number>

/** Stands for every value of a dimension; what is nobody's, nowhere or not known has the other one. */
export const ANY = { number: -1, text: '*' } as const
export const NONE = { number: 0, text: '' } as const

/** A day of those that some dimensions tell apart, the others together. Severities are ranks. */
export interface CellKey {
  basis: Basis
  /** Index in SPLITS: which dimensions it tells apart. */
  split: number
  day: Day
  teamId: number
  clusterId: number
  environment: string
  kind: string
  severity: number
}

export interface Cell {
  key: CellKey
  sums: Sums
}

export type Split = Partial<Record<'team' | 'cluster' | 'environment' | 'kind' | 'severity', true>>

const team: Split = { team: true }
const environment: Split = { environment: true }
const kind: Split = { kind: true }
const severity: Split = { severity: true }
const cluster: Split = { cluster: true }

/**
 * By what the sums are kept apart: by nothing, by one and by two dimensions, so that what is asked for most is a row a day; and by
 * all of them, from which anything else is added up. An issue is in several clusters, so these are told apart or left out, never added.
 * Cells name a split by its index: a change here asks for counting anew (docs/metrics.md).
 */
export const SPLITS: readonly Split[] = [
  ...[{}, team, environment, kind, severity],
  ...[
    { ...team, ...environment },
    { ...team, ...kind },
    { ...team, ...severity },
  ],
  ...[
    { ...environment, ...kind },
    { ...environment, ...severity },
    { ...kind, ...severity },
  ],
  { ...team, ...environment, ...kind, ...severity },
  ...[
    cluster,
    { ...cluster, ...team },
    { ...cluster, ...environment },
    { ...cluster, ...kind },
    { ...cluster, ...severity },
  ],
  { ...cluster, ...team, ...environment, ...kind, ...severity },
]

/** The index of the split from which a question about these dimensions is answered with the fewest rows. */
export function splitFor(asked: Split): number {
  const names = Object.keys(asked)
  const exact = SPLITS.findIndex(
    (split) => Object.keys(split).length === names.length && names.every((name) => name in split),
  )
  if (exact >= 0) return exact
  return asked.cluster ? SPLITS.length - 1 : SPLITS.findIndex((split) => Object.keys(split).length === 4)
}

/** Adds what facts count to sums by cell; `sign` −1 takes it away. */
export class CellSums {
  readonly #cells = new Map<string, Cell>()

  add(fact: Fact, sign: 1 | -1): void {
    const counts = countsOf(fact)
    // Seen from today nothing ever moved.
    const bases: Basis[] = fact.event === 'moved-in' || fact.event === 'moved-out' ? ['then'] : ['then', 'now']
    for (const basis of bases) {
      for (const [day, counted] of Map.groupBy(counts, ([on]) => on)) {
        for (const key of keysOf(basis, day, fact)) {
          const { sums } = this.#cellOf(key)
          for (const [, measure, value] of counted) sums[measure] += sign * value
        }
      }
    }
  }

  /** Those in which something is not 0. */
  changed(): Cell[] {
    return [...this.#cells.values()].filter(({ sums }) => MEASURES.some((measure) => sums[measure] !== 0))
  }

  #cellOf(key: CellKey): Cell {
    const id = `${key.basis}|${key.split}|${key.day}|${key.teamId}|${key.clusterId}|${key.environment}|${key.kind}|${key.severity}`
    let cell = this.#cells.get(id)
    if (!cell) {
      cell = { key, sums: noSums() }
      this.#cells.set(id, cell)
    }
    return cell
  }
}

export function noSums(): Sums {
  return Object.fromEntries(MEASURES.map((measure) => [measure, 0])) as Sums
}

function countsOf(fact: Fact): [Day, Measure, number][] {
  const { event, remediation, openDelta } = fact
  const day = dayOf(fact.at)
  const counts: [Day, Measure, number][] = []
  if (event === 'standing') counts.push([day, 'standing', 1])
  else if (event !== 'moved-in' && event !== 'moved-out') counts.push([day, event, 1])
  if (fact.regression) counts.push([day, 'regressions', 1])
  if (fact.sla) counts.push([day, fact.sla === 'late' ? 'late' : 'inTime', 1])
  if (fact.firstStage) counts.push([day, fact.firstStage, 1])
  if (openDelta !== 0) {
    counts.push([day, 'openDelta', openDelta])
    if (fact.overdueFrom) counts.push([laterDay(day, fact.overdueFrom), 'overdueDelta', openDelta])
  }
  if (remediation) {
    counts.push([day, 'ttrSeconds', remediation.total])
    if (remediation.toBuilt !== null) counts.push([day, 'builtKnown', 1], [day, 'builtSeconds', remediation.toBuilt])
    if (remediation.toRolledOut !== null)
      counts.push([day, 'rolledOutKnown', 1], [day, 'rolledOutSeconds', remediation.toRolledOut])
  }
  return counts
}

function keysOf(basis: Basis, day: Day, fact: Fact): CellKey[] {
  const attributes = basis === 'then' ? fact.was : fact.is
  const clusters = attributes.clusterIds.length > 0 ? attributes.clusterIds : [NONE.number]
  return SPLITS.flatMap((split, index) => {
    const key = {
      basis,
      split: index,
      day,
      teamId: split.team ? (attributes.teamId ?? NONE.number) : ANY.number,
      environment: split.environment ? (attributes.environment ?? NONE.text) : ANY.text,
      kind: split.kind ? fact.kind : ANY.text,
      severity: split.severity ? attributes.severity : ANY.number,
    }
    return (split.cluster ? clusters : [ANY.number]).map((clusterId) => ({ ...key, clusterId }))
  })
}
