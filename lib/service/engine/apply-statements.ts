import { decideByStatements } from '../../domain/issue-decision.ts'
import { excuseOf, newest, voices } from '../../domain/vex.ts'
import { excuseWords, speakerOf, statusWords } from '../../domain/vex-words.ts'
import type { Db } from '../../store/database.ts'
import { type Reopening, reopenDecided } from '../../store/engine/wake/reopen-decided.ts'
import { dismissStated, type StatedDismissal } from '../../store/vex/dismiss-stated.ts'
import { type EndedStatement, statementsById, statementsInForce, type ToldStatement } from '../../store/vex/in-force.ts'
import { type DecidedIssue, lockStatedIssues, statedAmong } from '../../store/vex/stated-issues.ts'
import { dateIssues } from '../clocks/date-issues.ts'

const ISSUES_AT_ONCE = 1_000

/**
 * Dismisses those of these issues of which statements (VEX) say that nothing is affected, and opens those again that were
 * dismissed so and of which that is no longer said. Any ids may be given, for instance of all whose sightings changed. Call it
 * with the engine's lock held, after sightings and statements were written. The second call with the same facts does nothing.
 *
 * @returns the ids of the issues that are open again
 */
export async function applyStatements(tx: Db, issueIds: readonly number[], now: Date): Promise<number[]> {
  if (issueIds.length === 0) return []
  const ids = (await statedAmong(tx, issueIds)).sort((a, b) => a - b)
  const open: number[] = []
  for (let at = 0; at < ids.length; at += ISSUES_AT_ONCE) {
    open.push(...(await applyTo(tx, ids.slice(at, at + ISSUES_AT_ONCE), now)))
  }
  return open
}

async function applyTo(tx: Db, ids: readonly number[], now: Date): Promise<number[]> {
  const issues = await lockStatedIssues(tx, ids)
  if (issues.length === 0) return []
  const byName = new Map<string, ToldStatement[]>()
  for (const statement of await statementsInForce(tx, issues)) {
    for (const name of statement.names) byName.set(name, [...(byName.get(name) ?? []), statement])
  }
  const dismissals: StatedDismissal[] = []
  const woken: { issue: DecidedIssue; statements: ToldStatement[] }[] = []
  for (const issue of issues) {
    const statements = [...new Set(issue.names.flatMap((name) => byName.get(name) ?? []))]
    const excuse = excuseOf(statements, issue)
    const decision = decideByStatements(issue.status, {
      excusedSince: excuse?.takenAt ?? null,
      byStatement: issue.dismissedBy !== null,
      reopenedAt: issue.reopenedAt,
      isSeen: issue.seen.length > 0,
    })
    if (decision === 'wake') woken.push({ issue, statements })
    const by = statements.find(({ id }) => id === excuse?.statement.id)
    if (decision === 'dismiss' && by) {
      dismissals.push({ id: issue.id, statementId: by.id, author: speakerOf(by), reason: excuseWords(by) })
    }
  }
  await dismissStated(tx, dismissals, now)
  await reopenDecided(tx, await reopeningsOf(tx, woken), now)
  const open = woken.map(({ issue }) => issue.id)
  await dateIssues(tx, open)
  return open
}

async function reopeningsOf(
  tx: Db,
  woken: readonly { issue: DecidedIssue; statements: readonly ToldStatement[] }[],
): Promise<Reopening[]> {
  const ended = await statementsById(tx, [...new Set(woken.flatMap(({ issue }) => issue.dismissedBy ?? []))])
  const byId = new Map(ended.map((statement) => [statement.id, statement]))
  return woken.map(({ issue, statements }) => {
    const reason = whyOpen(issue, statements, byId.get(issue.dismissedBy ?? 0))
    return { id: issue.id, type: 'woken', reason }
  })
}

/** How the timeline goes on after "Came back: ". */
function whyOpen(
  issue: DecidedIssue,
  statements: readonly ToldStatement[],
  before: EndedStatement | undefined,
): string {
  const speaker = before ? speakerOf(before) : 'somebody'
  if (before?.isRevoked) return `the statement of ${speaker} was revoked`
  const contrary = newest(
    voices(statements, issue)
      .filter((voice) => voice !== null && voice.status !== 'not_affected')
      .flatMap((voice) => voice ?? []),
  )
  const by = statements.find(({ id }) => id === contrary?.id)
  if (by) return `${speakerOf(by)} states that it is ${statusWords(by.status)}`
  const isHeard = statements.some(({ id }) => id === before?.id)
  return isHeard
    ? `it is seen where the statement of ${speaker} does not apply`
    : `the statement of ${speaker} was withdrawn`
}
