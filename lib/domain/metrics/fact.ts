import type { CloseReason } from '../lifecycle.ts'
import type { Stage } from '../observation.ts'
import type { Day } from './day.ts'
import type { CountedEvent } from './definitions.ts'

/** To whom and what a number belongs. */
export interface Attributes {
  /** Null: nobody's. */
  teamId: number | null
  /** Null: it runs nowhere that is known, or the cluster's is not known. */
  environment: string | null
  /** Where it bites, in order. */
  clusterIds: readonly number[]
  /** Rank: 4 critical … 0 unknown. */
  severity: number
}

/** One entry of the log about an issue, as the figures need it. Entries come in the order of their ids. */
export interface LogEntry extends Attributes {
  at: Date
  event: string
  episode: number | null
  kind: string
  /** 0…100; null where it is not known any more. */
  risk: number | null
  /** At the end of the transaction. */
  status: string | null
  stage: Stage | null
  openedAt: Date | null
  dueAt: Date | null
  closeReason: CloseReason | null
  fixBuiltAt: Date | null
  rolledOutAt: Date | null
}

/**
 * `moved-*`: an open issue went from some attributes to others. `reweighed`: its risk changed. `standing`: it is open, since `at`.
 */
export type FactEvent = CountedEvent | 'moved-out' | 'moved-in' | 'reweighed' | 'standing'

/** Seconds of one remediation; null where a step is not known. */
export interface Remediation {
  total: number
  toBuilt: number | null
  toRolledOut: number | null
}

/** What the figures count of one issue: one line of its history, with what it belonged to and what it belongs to. */
export interface Fact {
  event: FactEvent
  at: Date
  kind: string
  /** Only of those that `opened` and that an earlier stage could have seen. */
  firstStage: Stage | null
  regression: boolean
  /** By how many open issues are more or fewer after it. */
  openDelta: -1 | 0 | 1
  /** By how much open issues weigh more or less after it: risk² (lib/domain/load.ts). */
  loadDelta: number
  /** First day on which what is open here is overdue; null without a due date. */
  overdueFrom: Day | null
  /** Of closings with a due date. */
  sla: 'in-time' | 'late' | null
  remediation: Remediation | null
  /** When it happened. */
  was: Attributes
  /** As the last entry of the issue has it. */
  is: Attributes
}
