import type { NoticeSubject } from '../../domain/notice.ts'
import { severityOfRank } from '../../domain/severity.ts'
import type { Db } from '../../store/database.ts'
import { issueRows, type StoredIssue } from '../../store/issues/rows.ts'
import { placesOfIssues } from '../../store/outbox/issue-places.ts'
import { issueRow } from '../issues/row.ts'
import { pageUrl } from './page-url.ts'

/** Issues as messages tell of them, by id; those that are gone are left out. */
export async function issueSubjects(db: Db, ids: readonly number[], now: Date): Promise<Map<number, NoticeSubject>> {
  if (ids.length === 0) return new Map()
  const [issues, places] = await Promise.all([issueRows(db, ids), placesOfIssues(db, ids)])
  return new Map(issues.map((issue) => [issue.id, subjectOf(issue, places.get(issue.id), now)]))
}

function subjectOf(
  issue: StoredIssue,
  place: { environment: string | null; stage: NoticeSubject['stage'] } | undefined,
  now: Date,
): NoticeSubject {
  const row = issueRow(issue, now)
  return {
    type: 'issue',
    id: String(issue.id),
    title: row.title,
    url: pageUrl(`/issues/${issue.id}`),
    severity: severityOfRank(issue.severity),
    risk: issue.risk,
    team: issue.team && { slug: issue.team.slug, name: issue.team.name },
    where: [row.where.label, row.where.detail].filter(Boolean).join(' · ') || null,
    environment: place?.environment ?? null,
    stage: place?.stage ?? null,
    status: issue.status,
    dueAt: issue.dueAt,
    facts: factsOf(issue),
  }
}

function factsOf(issue: StoredIssue): [string, string][] {
  const known = (label: string, value: string | null): [string, string][] => (value ? [[label, value]] : [])
  return [
    ...known('Kind', issue.kind),
    ...known('Vulnerability', issue.vulnerability),
    ...known('Package', issue.package),
    ...known('Fixed in', issue.fixedVersion),
    ...known('Rule', issue.rule),
    ...known('Known to be exploited', issue.kev ? 'yes, in the CISA catalogue' : null),
    ...known('Reachable from the internet', issue.exposed === null ? null : issue.exposed ? 'yes' : 'no'),
    ...known('Runs in', issue.workloads > 0 ? `${issue.workloads} workload${issue.workloads === 1 ? '' : 's'}` : null),
  ]
}
