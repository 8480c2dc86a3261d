import sql from 'sql-template-tag'
import type { Fact } from '../../domain/metrics/fact.ts'
import type { Db, Tx } from '../database.ts'

/** A fact as it is kept: one flat row of an issue. */
interface StoredFact {
  issueId: number
  event: Fact['event']
  at: Date
  kind: string
  firstStage: Fact['firstStage']
  regression: boolean
  openDelta: Fact['openDelta']
  loadDelta: number
  overdueFrom: string | null
  sla: Fact['sla']
  seconds: number | null
  toBuilt: number | null
  toRolledOut: number | null
  wasTeamId: number | null
  wasEnvironment: string | null
  wasClusterIds: number[]
  wasSeverity: number
  teamId: number | null
  environment: string | null
  clusterIds: number[]
  severity: number
}

/** What is counted of some issues so far, by issue, in their order. */
export async function factsOfIssues(tx: Db, issueIds: readonly number[]): Promise<Map<number, Fact[]>> {
  const rows = await tx.query<StoredFact>(sql`
    SELECT issue_id AS "issueId", event, at, kind, first_stage AS "firstStage", regression, open_delta AS "openDelta", load_delta AS "loadDelta",
      overdue_from AS "overdueFrom", sla, seconds, to_built AS "toBuilt", to_rolled_out AS "toRolledOut",
      was_team_id AS "wasTeamId", was_environment AS "wasEnvironment", was_cluster_ids AS "wasClusterIds",
      was_severity AS "wasSeverity", team_id AS "teamId", environment, cluster_ids AS "clusterIds", severity
    FROM metric_fact WHERE issue_id = ANY(${issueIds}::bigint[]) ORDER BY issue_id, n`)
  const facts = new Map<number, Fact[]>()
  for (const row of rows) {
    const known = facts.get(row.issueId)
    if (known) known.push(factOf(row))
    else facts.set(row.issueId, [factOf(row)])
  }
  return facts
}

function factOf(row: StoredFact): Fact {
  const {
    event,
    at,
    kind,
    firstStage,
    regression,
    openDelta,
    loadDelta,
    overdueFrom,
    sla,
    seconds,
    toBuilt,
    toRolledOut,
  } = row
  return {
    ...{ event, at, kind, firstStage, regression, openDelta, loadDelta, overdueFrom, sla },
    remediation: seconds === null ? null : { total: seconds, toBuilt, toRolledOut },
    was: {
      teamId: row.wasTeamId,
      environment: row.wasEnvironment,
      clusterIds: row.wasClusterIds,
      severity: row.wasSeverity,
    },
    is: { teamId: row.teamId, environment: row.environment, clusterIds: row.clusterIds, severity: row.severity },
  }
}

/** Puts what is counted of some issues in the place of what was. */
export async function replaceFacts(tx: Tx, facts: ReadonlyMap<number, readonly Fact[]>): Promise<void> {
  if (facts.size === 0) return
  await tx.query(sql`DELETE FROM metric_fact WHERE issue_id = ANY(${[...facts.keys()]}::bigint[])`)
  await tx.copy(
    sql`metric_fact (issue_id, n, event, at, kind, first_stage, regression, open_delta, load_delta, overdue_from, sla, seconds, to_built,
      to_rolled_out, was_team_id, was_environment, was_cluster_ids, was_severity, team_id, environment, cluster_ids, severity)`,
    rowsOf(facts),
  )
}

function* rowsOf(facts: ReadonlyMap<number, readonly Fact[]>) {
  for (const [issueId, all] of facts) {
    for (const [n, { was, is, remediation, ...fact }] of all.entries()) {
      yield [
        ...[
          issueId,
          n,
          fact.event,
          fact.at,
          fact.kind,
          fact.firstStage,
          fact.regression,
          fact.openDelta,
          fact.loadDelta,
        ],
        ...[fact.overdueFrom, fact.sla, remediation?.total ?? null, remediation?.toBuilt ?? null],
        ...[remediation?.toRolledOut ?? null, was.teamId, was.environment, arrayOf(was.clusterIds), was.severity],
        ...[is.teamId, is.environment, arrayOf(is.clusterIds), is.severity],
      ]
    }
  }
}

function arrayOf(ids: readonly number[]): string {
  return `{${ids.join()}}`
}
