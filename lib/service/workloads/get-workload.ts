import type { WorkloadDetail } from '../../contract/workloads.ts'
import type { Actor } from '../../domain/actor.ts'
import { emptyFilter, printIssueSearch } from '../../domain/issue-search.ts'
import { can, refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { database } from '../../store/database.ts'
import { listDecisions } from '../../store/decisions/list.ts'
import { containersOf, type StoredContainer } from '../../store/workloads/containers.ts'
import { workloadById } from '../../store/workloads/get.ts'
import { alertsOf, spansOf } from '../../store/workloads/history.ts'
import { stagesOf } from '../coverage/list-coverage.ts'
import { decisionRow } from '../decisions/list-decisions.ts'
import { loadsAround } from '../load/around.ts'
import { workloadRows } from './row.ts'

const DECISIONS = 20

/** One workload: what it may do, what it runs, what happened to it. */
export async function getWorkload(actor: Actor, id: number): Promise<Result<WorkloadDetail>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const db = database()
  const workload = await workloadById(db, id)
  if (!workload || !can(actor, 'workload.read', { teamId: workload.team?.id ?? null }))
    return err('not-found', 'There is no such workload, or it belongs to another team.')
  const ofThis = {
    ...{ verdict: null, clusterId: null, namespace: null, policy: null, since: null, readableTeamIds: null },
    ...{ brokeGlass: false, trials: true },
    workloadId: id,
  }
  const now = new Date()
  const [[row], around, stages, containers, spans, decisions, alerts] = await Promise.all([
    workloadRows(db, [workload]),
    loadsAround(db, workload),
    stagesOf(db, [workload], now),
    containersOf(db, [id]),
    spansOf(db, id),
    listDecisions(db, ofThis, null, DECISIONS),
    alertsOf(db, id),
  ])
  const name = `${workload.cluster.name}/${workload.namespace}/${workload.name}`
  const { labels, annotations, serviceAccount, automountServiceAccountToken, hostNetwork, hostPid, hostIpc } = workload
  return ok({
    ...row!,
    around,
    stages: stages(id),
    ...{ labels, annotations, serviceAccount, automountServiceAccountToken, hostNetwork, hostPid, hostIpc },
    writableHostPaths: workload.writableHostPaths,
    secrets: workload.secrets,
    factsAt: workload.factsAt?.toISOString() ?? null,
    firstSeenAt: workload.firstSeenAt.toISOString(),
    ownerBy: workload.ownerBy,
    search: printIssueSearch({ ...emptyFilter(), is: ['open'], workload: [name] }),
    containers: containers.map(containerView),
    spans: spans.map((span) => ({
      ...span,
      startedAt: span.startedAt.toISOString(),
      endedAt: span.endedAt?.toISOString() ?? null,
    })),
    decisions: decisions.map(decisionRow),
    alerts: alerts.map((alert) => ({
      ...alert,
      hour: alert.hour.toISOString(),
      firstAt: alert.firstAt.toISOString(),
      lastAt: alert.lastAt.toISOString(),
    })),
  })
}

function containerView({
  workloadId: _,
  imageId,
  repository,
  ...container
}: StoredContainer): WorkloadDetail['containers'][number] {
  return {
    ...container,
    image: imageId === null || repository === null ? null : { id: imageId, repository },
    scannedAt: container.scannedAt?.toISOString() ?? null,
  }
}
