import sql from 'sql-template-tag'
import type { OwnershipFacts, OwnershipRule } from '../../domain/ownership.ts'
import type { Db } from '../database.ts'

/** Everything that the ownership rules read about one issue, the rules, and the teams there are. */
export interface OwnershipQuestion {
  facts: OwnershipFacts
  rules: OwnershipRule[]
  teams: { id: number; slug: string }[]
}

interface Row {
  hand: string | null
  purl: string | null
  labels: Record<string, string> | null
  annotations: Record<string, string> | null
  namespace: string | null
  imageRepository: string | null
  imageLabels: Record<string, string> | null
  path: string | null
  rules: OwnershipRule[]
  teams: { id: number; slug: string }[]
}

/** Of an image's issue, the workload that has run it longest speaks for it; null when the issue is gone. */
export async function ownershipFacts(db: Db, issueId: number): Promise<OwnershipQuestion | null> {
  const [row] = await db.query<Row>(sql`
    SELECT CASE WHEN i.owner_by = 'hand' THEN t.slug END AS hand, p.purl, w.labels, w.annotations, w.namespace,
      im.repository AS "imageRepository", v.labels AS "imageLabels", nullif(i.place, '') AS path,
      (SELECT COALESCE(json_agg(json_build_object('kind', r.kind, 'pattern', r.pattern, 'team', rt.slug)
        ORDER BY r.position), '[]') FROM ownership_rule r JOIN team rt ON rt.id = r.team_id) AS rules,
      (SELECT COALESCE(json_agg(json_build_object('id', id, 'slug', slug)), '[]') FROM team) AS teams
    FROM issue i
    LEFT JOIN team t ON t.id = i.team_id
    LEFT JOIN package p ON p.id = i.package_id
    LEFT JOIN image im ON im.id = i.image_id
    LEFT JOIN LATERAL (
      SELECT labels FROM image_version WHERE image_id = i.image_id ORDER BY first_seen_at DESC, id DESC LIMIT 1
    ) v ON true
    LEFT JOIN LATERAL (
      SELECT w.labels, w.annotations, w.namespace FROM workload w
      WHERE w.id = i.workload_id OR i.workload_id IS NULL AND w.gone_at IS NULL
        AND w.id IN (SELECT workload_id FROM workload_container WHERE image_id = i.image_id)
      ORDER BY w.first_seen_at, w.id LIMIT 1
    ) w ON true
    WHERE i.id = ${issueId}`)
  if (!row) return null
  return {
    facts: {
      hand: row.hand,
      baseImages: [],
      purl: row.purl,
      labels: row.labels ?? {},
      annotations: row.annotations ?? {},
      namespace: row.namespace,
      namespaceLabels: {},
      imageRepository: row.imageRepository,
      imageLabels: row.imageLabels ?? {},
      path: row.path,
      codeowners: [],
    },
    rules: row.rules,
    teams: row.teams,
  }
}
