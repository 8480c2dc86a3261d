import type { IssueAction } from '../../../contract/issue-actions.ts'
import type { Actor } from '../../../domain/actor.ts'
import type { JustifyingFacts } from '../../../domain/issue-decision.ts'
import { err, type Result } from '../../../domain/result.ts'
import type { Db } from '../../../store/database.ts'
import type { LockedIssue } from '../../../store/issues/lock.ts'
import type { TimelineEntryType } from '../../../store/issues/timeline-entry.ts'

/** What an action did: the entry of the timeline, and the action that takes it back. */
export interface Applied {
  entry: { type: TimelineEntryType; data: Record<string, unknown> }
  undo: IssueAction | null
}

/** One action of one person on one locked issue, in its transaction. */
export interface Doing {
  tx: Db
  actor: Actor
  issue: LockedIssue
  now: Date
}

export function userIdOf({ actor }: Pick<Doing, 'actor'>): string | null {
  return actor.type === 'user' ? actor.id : null
}

/** The facts on which a dismissal rests; when they change, the issue comes back. */
export function dismissingFacts({ kev, exposed, running }: LockedIssue): JustifyingFacts {
  return { kev, exposed, running }
}

/** The facts on which an acceptance rests: how bad it was is one of them. */
export function acceptingFacts(issue: LockedIssue): JustifyingFacts {
  return { ...dismissingFacts(issue), severity: issue.severity, risk: issue.risk }
}

export function impossible(issue: LockedIssue, what: string): Result<never> {
  const state = issue.closeReason ? `${issue.status} (${issue.closeReason})` : issue.status
  return err('invalid', `An issue that is ${state} cannot be ${what}.`, { status: issue.status })
}
