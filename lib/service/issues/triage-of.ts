import type { IssueTriage } from '../../contract/issue-triage.ts'
import { severityOfRank } from '../../domain/severity.ts'
import { clockBand, ruleFor } from '../../domain/sla.ts'
import { ticketList } from '../../domain/ticket-list.ts'
import { shortDigest } from '../../domain/timeline.ts'
import { datedIssues } from '../../store/clocks/dated-issues.ts'
import type { Db } from '../../store/database.ts'
import { earlyClosingOf, type StoredTriage, triageOf } from '../../store/issues/detail/triage.ts'
import { type JoinedIssue, joinedInto, joinedTo } from '../../store/issues/merge-by-hand.ts'
import { ticketsOf } from '../../store/issues/ticket.ts'
import { keptTickets } from '../../store/outbox/tickets.ts'
import { loadClocks } from '../clocks/load-clocks.ts'

/** Where an issue stands between people. */
export async function issueTriage(db: Db, issueId: number, now: Date): Promise<IssueTriage> {
  const [stored, clock, linked, kept, joined, into, early] = await Promise.all([
    triageOf(db, issueId),
    clockOf(db, issueId),
    ticketsOf(db, issueId),
    keptTickets(db, `issue:${issueId}`),
    joinedTo(db, issueId),
    joinedInto(db, issueId),
    earlyClosingOf(db, issueId),
  ])
  return {
    clock: clock && { ...clock, ...standing(clock.dueAt, stored, now) },
    snooze: stored?.snooze ? { ...stored.snooze, until: iso(stored.snooze.until), at: iso(stored.snooze.at) } : null,
    acknowledged: stored?.acknowledged ? { ...stored.acknowledged, at: iso(stored.acknowledged.at) } : null,
    tickets: ticketList(kept, linked),
    joined: joined.map(joinedView),
    joinedInto: into && joinedView(into),
    closedTooEarly: early && {
      ...{ by: early.by, at: early.at.toISOString(), how: early.how },
      seenAgain:
        early.source !== null && early.seenAt !== null
          ? {
              ...{ source: early.source, subject: shortDigest(early.subject), reportId: early.reportId },
              at: early.seenAt.toISOString(),
            }
          : null,
    },
  }
}

/** The rule that dates the issue, with what it looked at; null where no clock is shown. */
async function clockOf(db: Db, issueId: number) {
  const [issue] = await datedIssues(db, [issueId])
  if (!issue || issue.isDismissed) return null
  const { policy } = await loadClocks(db)
  const facts = { ...issue, severity: severityOfRank(issue.severity) }
  const rule = ruleFor(policy, facts)
  const band = clockBand(rule, facts)
  return {
    from: issue.clockFrom.toISOString(),
    dueAt: issue.dueAt?.toISOString() ?? null,
    by: rule.by,
    band,
    days: rule.days[band],
    businessDays: rule.businessDays,
    timeZone: policy.calendar.timeZone,
    ruleFor: { team: rule.teamId !== null, environment: rule.environment },
  }
}

function standing(dueAt: string | null, stored: StoredTriage | null, now: Date) {
  const stoppedAt = stored?.stoppedAt ?? null
  const left = dueAt === null ? null : Date.parse(dueAt) - (stoppedAt ?? now).getTime()
  return { stoppedAt: stoppedAt?.toISOString() ?? null, leftSeconds: left === null ? null : Math.round(left / 1000) }
}

function joinedView({ id, version, title, at, by, reason }: JoinedIssue): IssueTriage['joined'][number] {
  return { id, version, title, at: at.toISOString(), by, reason }
}

/** Postgres writes times in JSON with the session's offset. */
function iso(time: string): string {
  return new Date(time).toISOString()
}
