import type { Severity } from './severity.ts'

/** Days within which an issue of a severity is to be fixed. */
export type SlaPolicy = Readonly<Record<Severity, number>>

export const DEFAULT_SLA: SlaPolicy = { critical: 7, high: 30, medium: 90, low: 180, unknown: 90 }

const DAY_MS = 86_400_000
const SOON_DAYS = 3

/** When an issue that opened at an ISO 8601 time is due, as ISO 8601 UTC. Days are of 24 hours. */
export function dueAt(openedAt: string, severity: Severity, policy: SlaPolicy = DEFAULT_SLA): string {
  return new Date(Date.parse(openedAt) + policy[severity] * DAY_MS).toISOString()
}

export type SlaState = 'none' | 'in-time' | 'soon' | 'overdue'

/** Where an open issue stands; `soon` from three days before it is due, `none` where it has no due date. */
export function slaState(due: string | null, now: Date): SlaState {
  if (due === null) return 'none'
  const leftMs = Date.parse(due) - now.getTime()
  if (leftMs < 0) return 'overdue'
  return leftMs <= SOON_DAYS * DAY_MS ? 'soon' : 'in-time'
}
