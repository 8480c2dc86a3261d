import { severityOfRank } from '../../domain/severity.ts'
import type { ClockFacts, Clocks } from '../../domain/sla.ts'
import { type DatedIssue, datedIssues, setDates } from '../../store/clocks/dated-issues.ts'
import type { Db } from '../../store/database.ts'
import { loadClocks } from './load-clocks.ts'

/** Dates issues whose clock goes on again, or was set back; those that are not open keep their date. */
export async function dateIssues(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const clocks = await loadClocks(tx)
  const dates = (await datedIssues(tx, ids)).flatMap((issue) => {
    const dueAt = clocks.dueAt(issue.clockFrom, factsOf(issue))
    const same = dueAt?.getTime() === issue.dueAt?.getTime()
    return issue.goesOn && !same ? [{ id: issue.id, dueAt, clockFrom: issue.clockFrom }] : []
  })
  await setDates(tx, dates)
}

/** Dates issues of which a new episode opened: with all their days, or with those that were left, as their policy says. */
export async function dateReopened(tx: Db, issues: readonly { id: number }[], known?: Clocks): Promise<void> {
  if (issues.length === 0) return
  const clocks = known ?? (await loadClocks(tx))
  const dated = await datedIssues(
    tx,
    issues.map(({ id }) => id),
  )
  await setDates(
    tx,
    dated.map((issue) => {
      const clockFrom = clocks.keepsClock(factsOf(issue)) ? issue.clockFrom : issue.openedAt
      return { id: issue.id, dueAt: clocks.dueAt(clockFrom, factsOf(issue)), clockFrom }
    }),
  )
}

function factsOf({ teamId, environment, severity, risk }: DatedIssue): ClockFacts {
  return { teamId, environment, severity: severityOfRank(severity), risk }
}
