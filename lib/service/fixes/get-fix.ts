import { config } from '../../config.ts'
import type { FixDetail } from '../../contract/fixes.ts'
import type { Actor } from '../../domain/actor.ts'
import { splitReference } from '../../domain/fix/base-fix.ts'
import { fixMessage } from '../../domain/fix/message.ts'
import { subjectStep } from '../../domain/fix/progress.ts'
import { emptyFilter, printIssueSearch } from '../../domain/issue-search.ts'
import { can, refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { ticketKey, ticketList } from '../../domain/ticket-list.ts'
import { database } from '../../store/database.ts'
import {
  entriesOf,
  issueKeysOfFix,
  leftOpen,
  ownerOfRepository,
  subjectLabels,
  ticketsOf,
  workloadsOfFix,
} from '../../store/fixes/detail.ts'
import { evidenceOf } from '../../store/fixes/evidence.ts'
import { fixById, type StoredFix } from '../../store/fixes/fix.ts'
import { fixRows } from '../../store/fixes/list.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { keptTickets } from '../../store/outbox/tickets.ts'
import { issueRow } from '../issues/row.ts'
import { newBaseOf } from './new-base.ts'
import { readableShares } from './readable.ts'
import { fixRow, sharesFor } from './row.ts'
import { fixTimeline } from './timeline-of.ts'

const MAX_SUBJECTS = 200
const TOP_ISSUES = 5

/** Everything about one fix; of one that other teams share, what concerns the reader's own. */
export async function getFix(actor: Actor, id: number): Promise<Result<FixDetail>> {
  const refused = refusal(actor, 'fix.read')
  if (refused) return refused
  const db = database()
  const now = new Date()
  const readable = readableShares(actor)
  const [fix, [listed]] = await Promise.all([fixById(db, id), fixRows(db, [id])])
  const shares = listed ? sharesFor(listed, readable) : []
  if (!fix || !listed || (readable !== null && shares.length === 0))
    return err(
      'not-found',
      'There is no such fix, or it is of other teams only. One that nobody needs any more is dropped.',
    )
  const [evidence, workloads, entries, linked, kept, keys, left, baseOwner, newBase] = await Promise.all([
    evidenceOf(db, [id], readable),
    workloadsOfFix(db, id, readable),
    entriesOf(db, id),
    ticketsOf(db, id),
    keptTickets(db, `fix:${id}`),
    issueKeysOfFix(db, id, readable, { after: null, limit: TOP_ISSUES }),
    fix.identity.kind === 'package' ? leftOpen(db, id, readable) : null,
    fix.identity.kind === 'base-image' ? ownerOfRepository(db, splitReference(fix.identity.base).repository) : null,
    newBaseOf(db, actor, fix.content, now),
  ])
  const shown = evidence.slice(0, MAX_SUBJECTS)
  const labels = new Map((await subjectLabels(db, shown)).map((one) => [`${one.type} ${one.id}`, one]))
  const top = await issueRows(
    db,
    keys.map((key) => key.id),
  )
  const row = fixRow(listed, readable)
  const steps = stepsFor(fix, readable === null ? null : new Set(evidence.map((one) => `${one.type} ${one.id}`)))
  const { notes = [], unknown = [] } = fix.content
  return ok({
    ...row,
    key: fix.key,
    round: fix.round,
    ...{ steps, notes, unknown, baseOwner, newBase },
    shares: shares.map(({ team, issues, risk, weight, workloads: count }) => ({
      ...{ team, issues, risk, workloads: count },
      load: weight / 1000,
    })),
    notClosed: left && {
      issues: left.issues,
      search: printIssueSearch({
        ...emptyFilter(),
        is: ['open'],
        package: [left.package],
        image: left.image === null ? [] : [left.image],
      }),
    },
    subjects: {
      rows: shown.map((one) => {
        const { step, at } = subjectStep(one)
        const label = labels.get(`${one.type} ${one.id}`)
        return {
          ...{ type: one.type, id: one.id, name: label?.name ?? '', team: label?.team ?? null },
          ...{ issues: one.issues, verified: one.verified, step, at: at?.toISOString() ?? null },
        }
      }),
      total: { value: evidence.length, bounded: false },
    },
    workloadRows: {
      rows: workloads.map(({ total: _, ...workload }) => workload),
      total: { value: workloads[0]?.total ?? 0, bounded: false },
    },
    timeline: fixTimeline(fix, entries, shown, labels),
    tickets: ticketList(
      kept,
      linked.map((ticket) => ({ ...ticket, key: ticketKey(ticket.url) })),
    ),
    message: fixMessage({
      ...{ title: fix.title, kind: fix.kind, effort: row.effort, issues: row.issues, risk: row.risk, load: row.load },
      ...{ workloads: row.workloads, steps, notes, unknown },
      teams: row.teams.map(({ name }) => name),
      baseOwner: baseOwner?.name ?? null,
      topIssues: top.map((issue) => {
        const { title, where, severity, risk } = issueRow(issue, now)
        return { title, where: where.label, severity, risk }
      }),
      url: new URL(`/fixes/${id}`, config.publicUrl).href,
    }),
    mayAct: fix.endedAt === null && shares.some(({ team }) => can(actor, 'fix.act', { teamId: team?.id ?? null })),
  })
}

/** Changes in what a reader may not see are left out. */
function stepsFor({ content }: StoredFix, readable: ReadonlySet<string> | null): FixDetail['steps'] {
  return (content.steps ?? [])
    .filter(({ subject }) => readable === null || subject === null || readable.has(`${subject.type} ${subject.id}`))
    .map(({ where, language, text }) => ({ where, language, text }))
}
