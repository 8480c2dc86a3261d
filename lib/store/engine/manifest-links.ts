import sql from 'sql-template-tag'
import type { ManifestCandidate } from '../../domain/manifest-link.ts'
import type { Db } from '../database.ts'

export interface ManifestWorkload extends ManifestCandidate {
  cluster: string
  namespace: string
  kind: string
  name: string
}

/** The workloads of these kinds and names, in whatever cluster, with where they come from. */
export function workloadsNamed(tx: Db, names: readonly { kind: string; name: string }[]): Promise<ManifestWorkload[]> {
  return tx.query(sql`
    SELECT DISTINCT w.id, c.name AS cluster, w.namespace, w.kind, w.name, w.gone_at IS NOT NULL AS "isGone",
      NULLIF(w.annotations ->> 'plimsoll.dev/repository', '') AS declared,
      ARRAY(SELECT DISTINCT v.labels ->> 'org.opencontainers.image.source' FROM workload_container k
        JOIN image_version v ON v.id = k.image_version_id
        WHERE k.workload_id = w.id AND v.labels ->> 'org.opencontainers.image.source' <> '') AS "imageSources"
    FROM unnest(${names.map(({ kind }) => kind)}::text[], ${names.map(({ name }) => name)}::text[]) AS n (kind, name)
    JOIN workload w ON w.name = n.name AND w.kind = n.kind JOIN cluster c ON c.id = w.cluster_id ORDER BY w.id`)
}

export interface ManifestLink {
  kind: string
  /** As the file gives it; '' where it gives none. */
  namespace: string
  name: string
  workloadId: number
}

/** What is known of a repository's manifests. */
export function manifestLinks(tx: Db, repositoryId: number): Promise<ManifestLink[]> {
  return tx.query(sql`
    SELECT kind, namespace, name, workload_id AS "workloadId" FROM manifest_link WHERE repository_id = ${repositoryId}`)
}

/** Notes which workload an object in a manifest is; null for that it is none any more. */
export async function setManifestLink(
  tx: Db,
  repositoryId: number,
  { kind, namespace, name }: Omit<ManifestLink, 'workloadId'>,
  workloadId: number | null,
): Promise<void> {
  await tx.query(
    workloadId === null
      ? sql`DELETE FROM manifest_link WHERE repository_id = ${repositoryId} AND kind = ${kind}
          AND namespace = ${namespace} AND name = ${name}`
      : sql`INSERT INTO manifest_link (repository_id, kind, namespace, name, workload_id)
          VALUES (${repositoryId}, ${kind}, ${namespace}, ${name}, ${workloadId})
          ON CONFLICT (repository_id, kind, namespace, name) DO UPDATE SET workload_id = EXCLUDED.workload_id`,
  )
}
