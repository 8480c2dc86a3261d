import { type CloseReason, canBecome, type IssueStatus, type SightingEnd } from './lifecycle.ts'
import { bandOf, RISK_BANDS } from './risk-band.ts'

/** One sighting that is over, and what is known about how. */
export interface EndedSighting {
  end: SightingEnd
  /** For `retired` only: true when a fix ended it, false when the bad version merely went away (`fixReach`). */
  fixReached?: boolean
}

/** The facts on which acceptance or dismissal rested; null is not known. */
export interface JustifyingFacts {
  kev: boolean
  exposed: boolean | null
  running: boolean | null
  /** Rank and risk, of acceptances only: what is no problem is none however severe. */
  severity?: number
  risk?: number
}

export type WakeReason = 'kev' | 'exposed' | 'running' | 'severity' | 'risk'

/** What is known about one issue after a change. */
export interface IssueFacts {
  /** Active sightings over all scopes, after the change. */
  activeSightings: number
  /** True when this change saw it. */
  seenNow: boolean
  /** Sightings of this episode that are over; closing needs them as evidence. */
  ended: readonly EndedSighting[]
  exception: 'none' | 'in-force' | 'expired'
  /** What `wakes` said, for excepted and dismissed issues. */
  woken: WakeReason | null
}

/** What becomes of an issue. `open`: new with a first episode; `reopen`: a new episode; `wake`: back to open in its episode. */
export type IssueDecision =
  | { kind: 'none' }
  | { kind: 'open' }
  | { kind: 'reopen'; status: 'open' | 'excepted' }
  | { kind: 'wake'; reason: WakeReason | 'expired' }
  | { kind: 'close'; reason: CloseReason; ended: readonly EndedSighting[] }

const NONE: IssueDecision = { kind: 'none' }

/**
 * What the facts make of an issue (DESIGN.md §7.3, §7.5); `status` is null for one that was never stored. Nothing closes
 * without evidence, and a dismissed issue never closes by itself: it is no problem, so its absence is no remediation.
 */
export function decideIssue(status: IssueStatus | null, facts: IssueFacts): IssueDecision {
  if (status === null) return facts.seenNow ? { kind: 'open' } : NONE
  if (status === 'closed') {
    if (!facts.seenNow) return NONE
    return { kind: 'reopen', status: facts.exception === 'in-force' ? 'excepted' : 'open' }
  }
  const reason = facts.activeSightings === 0 && !facts.seenNow ? closeReason(facts.ended) : null
  if (status !== 'dismissed' && reason !== null && canBecome(status, 'closed')) {
    return { kind: 'close', reason, ended: facts.ended }
  }
  if (status === 'open') return NONE
  if (facts.woken) return { kind: 'wake', reason: facts.woken }
  return facts.exception === 'expired' ? { kind: 'wake', reason: 'expired' } : NONE
}

/** How strongly each reason speaks when an episode's sightings ended in several ways: a shown fix outweighs what went away. */
const PRECEDENCE = ['handled', 'fixed', 'gone', 'resolved', 'quiet'] as const satisfies readonly CloseReason[]

/** The reason that ended sightings give for closing, or null when they give none. */
export function closeReason(ended: readonly EndedSighting[]): CloseReason | null {
  const reasons = new Set(ended.map(reasonOf))
  return PRECEDENCE.find((reason) => reasons.has(reason)) ?? null
}

function reasonOf({ end, fixReached }: EndedSighting): CloseReason {
  switch (end) {
    case 'rescanned':
      return 'fixed'
    case 'retired':
      return fixReached ? 'fixed' : 'gone'
    case 'deleted':
      return 'gone'
    case 'handled':
    case 'resolved':
    case 'quiet':
      return end
  }
}

/** Why an excepted or dismissed issue must come back: a fact turned true that was not known to be true when it was decided. */
export function wakes(before: JustifyingFacts, after: JustifyingFacts): WakeReason | null {
  if (after.kev && !before.kev) return 'kev'
  if (after.exposed === true && before.exposed !== true) return 'exposed'
  if (after.running === true && before.running !== true) return 'running'
  if ((after.severity ?? 0) > (before.severity ?? 4)) return 'severity'
  return isBandUp(before.risk ?? 100, after.risk ?? 0) ? 'risk' : null
}

/** Whether a risk moved into a higher band. */
export function isBandUp(before: number, after: number): boolean {
  return RISK_BANDS.indexOf(bandOf(after)) > RISK_BANDS.indexOf(bandOf(before))
}

/** What an issue was like when it was put off, and is now. */
export interface SnoozeFacts {
  /** Rank. */
  severity: number
  risk: number
  kev: boolean
  running: boolean | null
  /** Whether an alert came on it, or on a workload where it is, since it was put off. */
  alerted: boolean
}

export type AwakeReason = 'severity' | 'risk' | 'kev' | 'running' | 'alert'

/** Why an issue that was put off comes back early, or null: it got worse. */
export function awakes(before: Omit<SnoozeFacts, 'alerted'>, after: SnoozeFacts): AwakeReason | null {
  if (after.kev && !before.kev) return 'kev'
  if (after.alerted) return 'alert'
  if (after.severity > before.severity) return 'severity'
  if (after.running === true && before.running !== true) return 'running'
  return isBandUp(before.risk, after.risk) ? 'risk' : null
}

/** What statements (VEX) and people say of an issue. */
export interface StatedFacts {
  /** Since when, in milliseconds, statements say of all places in which it is seen that it is not affected; null: they do not. */
  excusedSince: number | null
  /** Whether it is dismissed by a statement, and not by a person. */
  byStatement: boolean
  /** When a person last opened it again, in milliseconds. */
  reopenedAt: number | null
  /** Where nothing is seen any more, nothing is stated about it either. */
  isSeen: boolean
}

/**
 * What statements make of an issue. People win: what one of them dismissed or accepted stays so, and what one of them opened
 * again stays open under all that was stated until then.
 */
export function decideByStatements(status: IssueStatus, facts: StatedFacts): 'none' | 'dismiss' | 'wake' {
  if (!facts.isSeen) return 'none'
  if (status === 'dismissed') return facts.byStatement && facts.excusedSince === null ? 'wake' : 'none'
  if (status !== 'open' || facts.excusedSince === null) return 'none'
  return facts.reopenedAt === null || facts.excusedSince > facts.reopenedAt ? 'dismiss' : 'none'
}
