import type { ReportDetail } from '../../contract/reports.ts'
import type { Actor, TokenActor } from '../../domain/actor.ts'
import { can, ingestRefusal, refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { type ReportDetailData, reportById } from '../../store/reports/detail.ts'
import { reportDetail } from './report-row.ts'

/** One report, for people, and for tokens of the same reach as the one that sent it: they deliver the same content. */
export async function getReport(actor: Actor, id: string): Promise<Result<ReportDetail>> {
  const refused =
    actor.type === 'token' ? ingestRefusal(actor, 'reports', actor.clusterId) : refusal(actor, 'report.read')
  if (refused) return refused
  const report = await reportById(database(), id)
  const visible = report && (actor.type === 'token' ? isOfToken(report, actor) : can(actor, 'report.read', report))
  return visible
    ? ok(await reportDetail(database(), report))
    : err('not-found', 'There is no such report, or not for you.')
}

function isOfToken(report: ReportDetailData, { id, clusterId, teamId }: TokenActor): boolean {
  return report.tokenId === id || (report.teamId === teamId && (clusterId === null || report.clusterId === clusterId))
}
