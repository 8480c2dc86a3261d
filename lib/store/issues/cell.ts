import { ISSUE_STATUSES, type IssueStatus } from '../../domain/lifecycle.ts'
import { ISSUE_KINDS, type IssueKind, STAGES, type Stage } from '../../domain/observation.ts'
import { type Severity, severityOfRank } from '../../domain/severity.ts'

/** What the queue counts by, as the generated column `issue.cell` packs it (see the migration for the bit layout). */
export interface Cell {
  status: IssueStatus
  severity: Severity
  kind: IssueKind
  stages: Stage[]
  kev: boolean
  fixAvailable: boolean
  running: boolean | null
  exposed: boolean | null
  /** Null is unowned. */
  teamId: number | null
  snoozed: boolean
}

const bits = (cell: number, from: number, count: number) => Math.floor(cell / 2 ** from) % 2 ** count
const tristate = (value: number) => (value === 0 ? null : value === 2)

export function unpackCell(cell: number): Cell {
  return {
    status: ISSUE_STATUSES[bits(cell, 0, 2)]!,
    severity: severityOfRank(bits(cell, 2, 3)),
    kind: ISSUE_KINDS[bits(cell, 5, 3)]!,
    stages: stagesOfMask(bits(cell, 8, 3)),
    kev: bits(cell, 11, 1) === 1,
    fixAvailable: bits(cell, 12, 1) === 1,
    running: tristate(bits(cell, 13, 2)),
    exposed: tristate(bits(cell, 15, 2)),
    teamId: bits(cell, 17, 24) || null,
    snoozed: bits(cell, 41, 1) === 1,
  }
}

/** The stages of a stored mask: 1 build, 2 deploy, 4 runtime. */
export function stagesOfMask(mask: number): Stage[] {
  return STAGES.filter((_, index) => mask & (1 << index))
}

export function maskOfStages(stages: Iterable<Stage>): number {
  let mask = 0
  for (const stage of stages) mask |= 1 << STAGES.indexOf(stage)
  return mask
}
