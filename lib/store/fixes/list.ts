import sql, { empty } from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { Effort, FixKind, FixStatus } from '../../domain/fix/words.ts'
import type { Db } from '../database.ts'
import { FIX_COLUMNS, type StoredFix } from './fix.ts'

/** What of the list is asked for; `shares` are team ids, 0 what nobody owns, -1 everybody together. */
export interface FixListFilter {
  shares: readonly number[]
  statuses: readonly FixStatus[]
  kinds: readonly FixKind[]
  efforts: readonly Effort[]
}

export interface FixKey {
  sort: number
  id: number
}

/**
 * The keys of a page, in order. Every combination of what is asked for is one range of fix_share_list_idx, so the best of each
 * are read and merged. A fix of several of the teams stands where the share that comes first stands.
 */
export function listFixKeys(
  db: Db,
  { shares, statuses, kinds, efforts }: FixListFilter,
  { after, limit }: { after: FixKey | null; limit: number },
): Promise<FixKey[]> {
  const once =
    shares.length < 2
      ? empty
      : sql`AND NOT EXISTS (SELECT FROM fix_share o WHERE o.fix_id = s.fix_id AND o.team_id = ANY(${shares}::integer[])
          AND (o.sort, o.team_id) > (s.sort, s.team_id))`
  const page = after ? sql`AND (s.sort, s.fix_id) < (${after.sort}::bigint, ${after.id}::bigint)` : empty
  return db.query(sql`
    SELECT r.sort, r.fix_id AS id
    FROM unnest(${shares}::integer[]) AS t (team_id) CROSS JOIN unnest(${statuses}::text[]) AS u (status)
    CROSS JOIN unnest(${kinds}::text[]) AS k (kind) CROSS JOIN unnest(${efforts}::text[]) AS e (effort)
    CROSS JOIN LATERAL (
      SELECT s.sort, s.fix_id FROM fix_share s
      WHERE s.team_id = t.team_id AND s.status = u.status AND s.kind = k.kind AND s.effort = e.effort ${page} ${once}
      ORDER BY s.sort DESC, s.fix_id DESC LIMIT ${limit}
    ) r ORDER BY r.sort DESC, r.fix_id DESC LIMIT ${limit}`)
}

const COUNTED_AT_MOST = 10_000

export async function countFixes(
  db: Db,
  { shares, statuses, kinds, efforts }: FixListFilter,
): Promise<{ value: number; bounded: boolean }> {
  const [row] = await db.query<{ count: number }>(sql`
    SELECT count(DISTINCT fix_id) AS count FROM (
      SELECT s.fix_id FROM fix_share s WHERE s.team_id = ANY(${shares}::integer[]) AND s.status = ANY(${statuses}::text[])
        AND s.kind = ANY(${kinds}::text[]) AND s.effort = ANY(${efforts}::text[]) LIMIT ${COUNTED_AT_MOST}
    ) counted`)
  const value = row?.count ?? 0
  return { value, bounded: value >= COUNTED_AT_MOST }
}

/** A team's share of a fix; team null is what nobody owns. */
export interface FixShare {
  team: TeamRef | null
  issues: number
  risk: number
  weight: number
  workloads: number
}

export interface ListedFix extends Omit<StoredFix, 'content'> {
  effortWhy: string
  /** All together. */
  whole: Omit<FixShare, 'team'>
  shares: FixShare[]
}

/** The fixes with these ids, in the order of the ids, with their shares. */
export function fixRows(db: Db, ids: readonly number[]): Promise<ListedFix[]> {
  return db.query(sql`
    SELECT ${FIX_COLUMNS}, f.content -> 'effort' ->> 'why' AS "effortWhy",
      COALESCE((SELECT json_build_object('issues', s.issues, 'risk', s.risk, 'weight', s.weight, 'workloads', s.workloads)
        FROM fix_share s WHERE s.fix_id = f.id AND s.team_id = -1), '{"issues":0,"risk":0,"weight":0,"workloads":0}') AS whole,
      COALESCE((SELECT json_agg(json_build_object('team', CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug,
          'name', t.name) END, 'issues', s.issues, 'risk', s.risk, 'weight', s.weight, 'workloads', s.workloads) ORDER BY s.weight DESC, s.team_id)
        FROM fix_share s LEFT JOIN team t ON t.id = s.team_id WHERE s.fix_id = f.id AND s.team_id >= 0
          AND (s.team_id = 0 OR t.id IS NOT NULL)), '[]') AS shares
    FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS wanted (id, position) JOIN fix f ON f.id = wanted.id ORDER BY wanted.position`)
}
