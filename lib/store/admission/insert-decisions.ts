import sql from 'sql-template-tag'
import type { PolicyResult, Verdict } from '../../domain/policy-evaluation.ts'
import type { Db } from '../database.ts'
import { INBOX_CHANNEL } from '../inbox/signal.ts'

/** A decision as the spool holds it, one JSON line each. */
export interface DecisionRecord {
  id: string
  cluster: string
  requestUid: string
  /** ISO 8601. */
  at: string
  operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT'
  namespace: string
  kind: string
  name: string
  username: string
  dryRun: boolean
  verdict: Verdict
  results: PolicyResult[]
  breakGlass: string | null
  images: string[]
  /** What the inventory takes over: WorkloadFacts, with the API group, the subresource and the controller that owns it. */
  facts: Record<string, unknown> | null
  tokenId: string
}

/** Takes decisions in; one that is there already, because the API server or the spool said it twice, stays as it is. */
export async function insertDecisions(
  db: Db,
  decisions: readonly DecisionRecord[],
  clusterIds: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = decisions.map((one) => ({ ...one, clusterId: clusterIds.get(one.cluster) }))
  await db.query(sql`
    WITH stored AS (
      INSERT INTO decision (id, cluster_id, request_uid, at, operation, namespace, kind, name, username, dry_run, verdict,
        results, break_glass, images, facts)
      SELECT d.id, d."clusterId", d."requestUid", d.at, d.operation, d.namespace, d.kind, d.name, d.username, d."dryRun",
        d.verdict, d.results, d."breakGlass", d.images, d.facts
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS d (id uuid, "clusterId" int, "requestUid" text,
        at timestamptz, operation text, namespace text, kind text, name text, username text, "dryRun" boolean, verdict text,
        results jsonb, "breakGlass" text, images text[], facts jsonb)
      ON CONFLICT (cluster_id, request_uid) DO NOTHING
    )
    SELECT pg_notify(${INBOX_CHANNEL}, 'decisions'), pg_notify('plimsoll_sources', '')`)
}
