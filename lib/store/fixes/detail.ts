import sql, { empty } from 'sql-template-tag'
import type { TeamRef } from '../../contract/teams.ts'
import type { FixEntryType } from '../../domain/fix/progress-words.ts'
import type { FixSubject } from '../../domain/fix/words.ts'
import type { LinkedTicket } from '../../domain/ticket-list.ts'
import type { Db } from '../database.ts'
import { readableMembers } from './shares.ts'

const MAX_ROWS = 200

export interface StoredEntry {
  at: Date
  type: FixEntryType
  data: Record<string, unknown>
  by: { id: string; name: string } | null
}

export function entriesOf(db: Db, fixId: number): Promise<StoredEntry[]> {
  return db.query(sql`
    SELECT e.at, e.type, e.data, CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS by
    FROM fix_entry e LEFT JOIN "user" u ON u.id = e.user_id WHERE e.fix_id = ${fixId} ORDER BY e.at DESC, e.id DESC LIMIT ${MAX_ROWS}`)
}

/** The tickets that were linked to a fix, by people or when a route made them. */
export function ticketsOf(db: Db, fixId: number): Promise<Omit<LinkedTicket, 'key'>[]> {
  return db.query(sql`
    SELECT t.id, t.url, t.created_at AS at, CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS by
    FROM fix_ticket t LEFT JOIN "user" u ON u.id = t.created_by WHERE t.fix_id = ${fixId} ORDER BY t.id LIMIT ${MAX_ROWS}`)
}

export interface SubjectLabel {
  type: FixSubject
  id: number
  name: string
  team: TeamRef | null
}

/** Names and owners of subjects. */
export function subjectLabels(db: Db, subjects: readonly { type: FixSubject; id: number }[]): Promise<SubjectLabel[]> {
  return db.query(sql`
    SELECT s.type, s.id, n.name, CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) END AS team
    FROM unnest(${subjects.map(({ type }) => type)}::text[], ${subjects.map(({ id }) => id)}::bigint[]) AS s (type, id)
    CROSS JOIN LATERAL (
      SELECT repository AS name, team_id FROM image WHERE s.type = 'image' AND id = s.id
      UNION ALL SELECT c.name || '/' || w.namespace || '/' || w.name, w.team_id FROM workload w JOIN cluster c ON c.id = w.cluster_id
        WHERE s.type = 'workload' AND w.id = s.id
      UNION ALL SELECT name, team_id FROM repository WHERE s.type = 'repository' AND id = s.id
      UNION ALL SELECT name, NULL FROM cluster WHERE s.type = 'cluster' AND id = s.id
    ) n LEFT JOIN team t ON t.id = n.team_id`)
}

export interface FixWorkload {
  id: number
  cluster: string
  namespace: string
  kind: string
  name: string
  total: number
}

/** The workloads that the open issues of a fix are in, production first. */
export function workloadsOfFix(db: Db, fixId: number, teams: readonly number[] | null): Promise<FixWorkload[]> {
  return db.query(sql`
    WITH place AS (
      SELECT DISTINCT i.place_id FROM fix_issue m JOIN issue i ON i.id = m.issue_id
      WHERE m.fix_id = ${fixId} AND m.fixed_at IS NULL ${readableMembers(teams)}
    ), runs AS (
      SELECT DISTINCT w.workload_id AS id FROM place p JOIN place_workload w ON w.place_id = p.place_id
    )
    SELECT w.id, c.name AS cluster, w.namespace, w.kind, w.name, count(*) OVER () AS total
    FROM runs r JOIN workload w ON w.id = r.id JOIN cluster c ON c.id = w.cluster_id
    ORDER BY c.environment = 'production' DESC NULLS LAST, c.name, w.namespace, w.name, w.id LIMIT ${MAX_ROWS}`)
}

export interface FixIssueKey {
  risk: number
  id: number
  fixedAt: Date | null
}

/** The issues of a fix, the most dangerous first. */
export function issueKeysOfFix(
  db: Db,
  fixId: number,
  teams: readonly number[] | null,
  { after, limit }: { after: { risk: number; id: number } | null; limit: number },
): Promise<FixIssueKey[]> {
  return db.query(sql`
    SELECT m.risk, m.issue_id AS id, m.fixed_at AS "fixedAt" FROM fix_issue m
    WHERE m.fix_id = ${fixId} ${readableMembers(teams)}
      ${after ? sql`AND (m.risk, m.issue_id) < (${after.risk}::smallint, ${after.id}::bigint)` : empty}
    ORDER BY m.risk DESC, m.issue_id DESC LIMIT ${limit}`)
}

/** Open issues of the package of a fix, in its image or repository, that are in no fix. */
export async function leftOpen(
  db: Db,
  fixId: number,
  teams: readonly number[] | null,
): Promise<{ issues: number; package: string; image: string | null } | null> {
  const [row] = await db.query<{ issues: number; package: string; image: string | null }>(sql`
    WITH one AS (
      SELECT i.package_id, i.image_id, i.repository_id FROM fix_issue m JOIN issue i ON i.id = m.issue_id WHERE m.fix_id = ${fixId} LIMIT 1
    )
    SELECT count(*)::integer AS issues, p.name AS package, im.repository AS image
    FROM one JOIN issue i ON i.package_id = one.package_id AND i.status = 'open'
      AND (i.image_id = one.image_id OR (one.image_id IS NULL AND i.repository_id = one.repository_id))
      AND NOT EXISTS (SELECT FROM fix_issue f WHERE f.issue_id = i.id AND f.fixed_at IS NULL)
      ${teams === null ? empty : sql`AND COALESCE(i.team_id, 0) = ANY(${teams}::integer[])`}
    JOIN package p ON p.id = one.package_id LEFT JOIN image im ON im.id = one.image_id GROUP BY 2, 3`)
  return row ?? null
}

/** The team that keeps a repository of images, where we know the repository. */
export async function ownerOfRepository(db: Db, repository: string): Promise<TeamRef | null> {
  const [row] = await db.query<TeamRef>(sql`
    SELECT t.id, t.slug, t.name FROM image b JOIN team t ON t.id = COALESCE(b.team_id, (
      SELECT i.team_id FROM issue i WHERE i.image_id = b.id AND i.team_id IS NOT NULL AND i.status = 'open'
      GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1))
    WHERE b.repository = ${repository}`)
  return row ?? null
}

/** The fix that an issue is in, or was closed by last. */
export async function fixOfIssue(db: Db, issueId: number): Promise<{ id: number; fixedAt: Date | null } | null> {
  const [row] = await db.query<{ id: number; fixedAt: Date | null }>(sql`
    SELECT m.fix_id AS id, m.fixed_at AS "fixedAt" FROM fix_issue m WHERE m.issue_id = ${issueId}
    ORDER BY m.fixed_at DESC NULLS FIRST LIMIT 1`)
  return row ?? null
}
