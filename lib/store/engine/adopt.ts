import sql from 'sql-template-tag'
import type { Db } from '../database.ts'

/** The names of the rules that a source's alerts broke. */
export async function alertRules(tx: Db, source: string): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(sql`SELECT name FROM rule WHERE starts_with(name, ${`${source}:`})`)
  return rows.map(({ name }) => name)
}

/** Threats by the hashes of their keys, each with the pod of its newest alert. */
export function threatsWithPods(
  tx: Db,
  hashes: readonly Buffer[],
): Promise<{ id: number; hash: Buffer; pod: string | null }[]> {
  return tx.query(sql`
    SELECT i.id, i.key_hash AS hash,
      (SELECT a.sample ->> 'pod' FROM alert a WHERE a.issue_id = i.id ORDER BY a.hour DESC LIMIT 1) AS pod
    FROM issue i WHERE i.key_hash = ANY(${hashes}::bytea[])`)
}

export interface Adoption {
  id: number
  key: string
  hash: Buffer
  scopeKey: string
  newScopeKey: string
}

/** Gives threats whose workload was only guessed to the workload that is known now: same issues, with their proper keys. */
export async function adoptThreats(tx: Db, workloadId: number, adoptions: readonly Adoption[]): Promise<void> {
  if (adoptions.length === 0) return
  const ids = adoptions.map(({ id }) => id)
  await tx.query(sql`
    UPDATE issue i SET key = a.key, key_hash = a.hash, workload_id = ${workloadId}, cluster_id = NULL, version = version + 1
    FROM unnest(${ids}::bigint[], ${adoptions.map(({ key }) => key)}::text[], ${adoptions.map(({ hash }) => hash)}::bytea[])
      AS a (id, key, hash) WHERE i.id = a.id`)
  await tx.query(sql`
    UPDATE scope s SET key = a.new_key, workload_id = ${workloadId}, cluster_id = NULL
    FROM unnest(${adoptions.map(({ scopeKey }) => scopeKey)}::text[], ${adoptions.map(({ newScopeKey }) => newScopeKey)}::text[])
      AS a (key, new_key) WHERE s.key = a.key`)
  await tx.query(sql`UPDATE alert SET workload_id = ${workloadId} WHERE issue_id = ANY(${ids}::bigint[])`)
  await tx.query(sql`
    UPDATE workload SET rescore_at = now(), last_alert_at = GREATEST(last_alert_at,
      (SELECT max(last_at) FROM alert WHERE issue_id = ANY(${ids}::bigint[])))
    WHERE id = ${workloadId}`)
}
