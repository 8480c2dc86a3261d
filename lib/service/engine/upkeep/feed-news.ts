import { type FeedNews, feedNews, newsWords } from '../../../domain/feed-news.ts'
import { isBandUp } from '../../../domain/issue-decision.ts'
import { database, type Tx } from '../../../store/database.ts'
import { lockEngine } from '../../../store/engine/assets.ts'
import { reopenDecided } from '../../../store/engine/wake/reopen-decided.ts'
import {
  type DueIssue,
  type DueVulnerability,
  dueIssues,
  isAnyVulnerabilityDue,
  lockDueVulnerabilities,
  setDone,
} from '../../../store/feeds/due.ts'
import { lockExceptedBefore } from '../../../store/feeds/excepted-before.ts'
import { tellNews } from '../../../store/feeds/tell-news.ts'
import { notifyIssues } from '../../../store/issues/set-triage.ts'
import { insertStateEvents } from '../../../store/state-log/insert.ts'
import { voidChangedRequests } from '../../issues/approvals.ts'
import { wakeSnoozed } from '../../issues/snoozes.ts'
import { applyStatements } from '../apply-statements.ts'
import { closeEnded } from '../close.ts'
import { scoreIssues } from '../score.ts'
import { wakeIssues } from '../wake-issues.ts'

const VULNERABILITIES_AT_ONCE = 100
const ISSUES_AT_ONCE = 1_000

interface News {
  kind: FeedNews
  words: string
  markedAt: Date
}

/**
 * Scores again the issues of which a feed says something else than before, and tells who has to know: what people set aside comes back,
 * the story says why, the log has it worsened. One step is one transaction that also forgets the marks, so that it happens once
 * however often a worker is killed.
 */
export async function followFeeds(now = new Date(), issuesAtOnce = ISSUES_AT_ONCE): Promise<'more' | 'idle'> {
  if (!(await isAnyVulnerabilityDue(database()))) return 'idle'
  return database().transaction(async (tx) => {
    await lockEngine(tx)
    const due = await lockDueVulnerabilities(tx, VULNERABILITIES_AT_ONCE)
    if (due.length === 0) return 'idle'
    const issues = await dueIssues(tx, due, issuesAtOnce)
    await follow(tx, issues, newsOf(due), now)
    const last = issues.length === issuesAtOnce ? issues.at(-1) : undefined
    const done = last
      ? due.slice(
          0,
          due.findIndex(({ id }) => id === last.vulnerabilityId),
        )
      : due
    await setDone(
      tx,
      done.map(({ id }) => id),
      last ? { id: last.vulnerabilityId, afterIssueId: last.id } : null,
    )
    return 'more'
  })
}

function newsOf(due: readonly DueVulnerability[]): Map<number, News> {
  return new Map(
    due.flatMap(({ id, kevBefore, epssBefore, kevSince, epss, markedAt }) => {
      const before = { kevSince: kevBefore, epss: epssBefore }
      const kind = feedNews(before, { kevSince, epss })
      return kind ? [[id, { kind, words: newsWords(kind, before, { kevSince, epss }), markedAt }]] : []
    }),
  )
}

async function follow(tx: Tx, issues: readonly DueIssue[], news: ReadonlyMap<number, News>, now: Date): Promise<void> {
  if (issues.length === 0) return
  const restood = new Map((await scoreIssues(tx, issues.map(idOf), now)).map((one) => [one.issue.id, one]))
  const touched = issues.flatMap(({ id, vulnerabilityId, status }) => {
    const its = news.get(vulnerabilityId)
    return its ? [{ id, status, news: its }] : []
  })
  const woken = new Set(await wakeIssues(tx, issues.map(idOf), now))
  for (const id of await voidExceptions(tx, touched, now)) woken.add(id)
  await followTriage(tx, issues.map(idOf), touched, now)
  await tellNews(
    tx,
    touched.map(({ id, news }) => ({ issueId: id, reason: news.words })),
    now,
  )
  await insertStateEvents(
    tx,
    touched.flatMap(({ id, status, news }) => {
      const scored = restood.get(id)
      // What returns, or comes into a higher band, is told by the log itself; of what stays set aside nobody is told.
      if (status !== 'open' || (scored && isBandUp(scored.issue.risk, scored.standing.risk))) return []
      return [{ at: now, event: 'worsened', issueId: id, data: { feed: news.kind, reason: news.words } }]
    }),
  )
  await closeEnded(tx, await applyStatements(tx, [...woken], now))
  await notifyIssues(tx, { opened: woken.size, closed: 0, changed: restood.size })
}

/** An acceptance of before a jump rested on less. KEV is woken by as a fact of its own. */
async function voidExceptions(tx: Tx, touched: readonly { id: number; news: News }[], now: Date): Promise<number[]> {
  const jumped = new Map(touched.filter(({ news }) => news.kind === 'epss').map(({ id, news }) => [id, news]))
  const excepted = [...jumped].map(([id, { markedAt }]) => ({ id, before: markedAt }))
  if (excepted.length === 0) return []
  const ids = await lockExceptedBefore(tx, excepted)
  const reopenings = ids.map((id) => ({ id, type: 'woken' as const, reason: jumped.get(id)?.words ?? '' }))
  await reopenDecided(tx, reopenings, now)
  return ids
}

/** What people put off or asked for while less was known. */
async function followTriage(
  tx: Tx,
  issueIds: number[],
  touched: readonly { id: number; news: News }[],
  now: Date,
): Promise<void> {
  const subjects = { images: [], workloads: [], repositories: [], clusters: [], issues: issueIds }
  const words = new Map(touched.map(({ id, news }) => [id, news.words]))
  await wakeSnoozed(tx, subjects, now, words)
  await voidChangedRequests(tx, subjects, now, words)
}

function idOf({ id }: DueIssue): number {
  return id
}
