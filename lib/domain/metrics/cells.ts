import type { Day } from './day.ts'
import { dayOf, laterDay } from './day.ts'
import { type Basis, COUNTED_EVENTS } from './definitions.ts'
import type { Attributes, Fact } from './fact.ts'

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
  'loadDelta',
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

/** What happened on one day to issues that have all attributes in common. */
interface Atom {
  basis: Basis
  day: Day
  attributes: Attributes
  kind: string
  sums: Sums
}

/** Adds up what facts count; `sign` −1 takes it away. Facts that have all in common are one before they are split up. */
export class CellSums {
  readonly #atoms = new Map<string, Atom>()

  add(fact: Fact, sign: 1 | -1): void {
    const counts = countsOf(fact)
    for (const basis of basesOf(fact)) {
      for (const [day, measure, value] of counts) this.#atomOf(basis, day, fact).sums[measure] += sign * value
    }
  }

  /** The cells in which something is not 0. */
  changed(): Cell[] {
    const cells = new Map<string, Cell>()
    for (const { sums, ...atom } of this.#atoms.values()) {
      const counted = MEASURES.filter((measure) => sums[measure] !== 0)
      if (counted.length === 0) continue
      for (const cell of cellsOf(cells, atom)) for (const measure of counted) cell.sums[measure] += sums[measure]
    }
    return [...cells.values()].filter(({ sums }) => MEASURES.some((measure) => sums[measure] !== 0))
  }

  #atomOf(basis: Basis, day: Day, { was, is, kind }: Fact): Atom {
    const attributes = basis === 'then' ? was : is
    const { teamId, environment, clusterIds, severity } = attributes
    const id = `${basis} ${day} ${teamId} ${clusterIds} ${severity} ${kind} ${environment}`
    let atom = this.#atoms.get(id)
    if (!atom) {
      atom = { basis, day, attributes, kind, sums: noSums() }
      this.#atoms.set(id, atom)
    }
    return atom
  }
}

function* cellsOf(cells: Map<string, Cell>, { basis, day, attributes, kind }: Omit<Atom, 'sums'>): Generator<Cell> {
  for (const split of SPLITS.keys()) {
    for (const clusterId of clustersOf(split, attributes)) {
      const key = keyOf(basis, split, day, clusterId, attributes, kind)
      const id = `${basis} ${split} ${day} ${key.teamId} ${clusterId} ${key.severity} ${key.kind} ${key.environment}`
      const cell = cells.get(id) ?? { key, sums: noSums() }
      cells.set(id, cell)
      yield cell
    }
  }
}

const ZERO = Object.freeze(Object.fromEntries(MEASURES.map((measure) => [measure, 0]))) as Sums

export function noSums(): Sums {
  return { ...ZERO }
}

/** Seen from today nothing ever moved, and what stands open now is what it is today. */
function basesOf({ event }: Fact): Basis[] {
  if (event === 'standing') return ['now']
  return event === 'moved-in' || event === 'moved-out' ? ['then'] : ['then', 'now']
}

function countsOf(fact: Fact): [Day, Measure, number][] {
  const { event, remediation, openDelta } = fact
  const day = dayOf(fact.at)
  const counts: [Day, Measure, number][] = []
  if (event === 'standing') counts.push([day, 'standing', 1])
  else if (event !== 'moved-in' && event !== 'moved-out' && event !== 'reweighed') counts.push([day, event, 1])
  if (fact.regression) counts.push([day, 'regressions', 1])
  if (fact.sla) counts.push([day, fact.sla === 'late' ? 'late' : 'inTime', 1])
  if (fact.firstStage) counts.push([day, fact.firstStage, 1])
  if (fact.loadDelta !== 0) counts.push([day, 'loadDelta', fact.loadDelta])
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

const NOWHERE = [NONE.number] as const
const ANYWHERE = [ANY.number] as const

function clustersOf(split: number, { clusterIds }: Attributes): readonly number[] {
  if (!SPLITS[split]!.cluster) return ANYWHERE
  return clusterIds.length > 0 ? clusterIds : NOWHERE
}

function keyOf(
  basis: Basis,
  split: number,
  day: Day,
  clusterId: number,
  attributes: Attributes,
  kind: string,
): CellKey {
  const apart = SPLITS[split]!
  return {
    ...{ basis, split, day, clusterId },
    teamId: apart.team ? (attributes.teamId ?? NONE.number) : ANY.number,
    environment: apart.environment ? (attributes.environment ?? NONE.text) : ANY.text,
    kind: apart.kind ? kind : ANY.text,
    severity: apart.severity ? attributes.severity : ANY.number,
  }
}
