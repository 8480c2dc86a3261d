import sql from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { Db } from '../database.ts'
import { IMAGE_TEAMS } from '../images/readable.ts'
import type { StoredPlace } from './search.ts'

export interface StoredPlaceFacts {
  packageVersionId: number
  /** The scope that stands for the place in searchComponents. */
  scopeId: number
  image: { id: number; repository: string; versionId: number; digest: string; tags: string[] } | null
  repository: { id: number; name: string } | null
  teams: TeamRef[]
  /** Workloads that run this very version, and since when the first of them does. */
  workloads: number
  runningSince: Date | null
  firstSeenAt: Date
  sources: string[]
}

/** What people want to know of these places. */
export function factsOfPlaces(db: Db, places: readonly StoredPlace[]): Promise<StoredPlaceFacts[]> {
  return db.query<StoredPlaceFacts>(sql`
    SELECT w.package_version_id AS "packageVersionId", w.scope_id AS "scopeId",
      CASE WHEN i.id IS NOT NULL THEN json_build_object('id', i.id, 'repository', i.repository, 'versionId', v.id,
        'digest', v.digest, 'tags', ARRAY(
          SELECT t.tag FROM image_tag t WHERE t.image_version_id = v.id AND NOT EXISTS (
            SELECT FROM image_tag n WHERE n.image_id = t.image_id AND n.tag = t.tag AND n.moved_at > t.moved_at)
          ORDER BY t.moved_at DESC, t.tag LIMIT 10)) END AS image,
      CASE WHEN r.id IS NOT NULL THEN json_build_object('id', r.id, 'name', r.name) END AS repository,
      CASE WHEN i.id IS NOT NULL THEN ${IMAGE_TEAMS}
        WHEN t.id IS NOT NULL THEN json_build_array(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name))
        ELSE '[]' END AS teams,
      (SELECT count(DISTINCT k.workload_id) FROM workload_container k JOIN workload l ON l.id = k.workload_id AND l.gone_at IS NULL
       WHERE k.image_version_id = v.id)::integer AS workloads,
      (SELECT min(d.started_at) FROM deployment_span d
       WHERE d.image_id = i.id AND d.image_version_id = v.id AND d.ended_at IS NULL) AS "runningSince",
      told.first_seen_at AS "firstSeenAt", told.sources
    FROM unnest(${places.map((place) => place.packageVersionId)}::bigint[], ${places.map((place) => place.scopeId)}::bigint[],
      ${places.map((place) => place.imageVersionId)}::bigint[], ${places.map((place) => place.repositoryId)}::bigint[])
      AS w (package_version_id, scope_id, image_version_id, repository_id)
    LEFT JOIN image_version v ON v.id = w.image_version_id
    LEFT JOIN image i ON i.id = v.image_id
    LEFT JOIN repository r ON r.id = w.repository_id
    LEFT JOIN team t ON t.id = r.team_id
    CROSS JOIN LATERAL (
      SELECT min(s.first_seen_at) AS first_seen_at, array_agg(DISTINCT s.source ORDER BY s.source) AS sources
      FROM scope s JOIN component c ON c.scope_id = s.id AND c.package_version_id = w.package_version_id
      WHERE s.image_version_id = w.image_version_id OR s.repository_id = w.repository_id
    ) told`)
}
