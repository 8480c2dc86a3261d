import sql, { type Sql } from 'sql-template-tag'
import type { StoredRiskFacts } from '../../domain/risk-facts.ts'
import type { Db } from '../database.ts'
import { SOURCE_PATHS } from '../ownership/source-paths.ts'
import { secretVerified } from '../risk/secret-verified.ts'
import type { PlaceIdentity } from './places.ts'

/** What an issue's place decides: whether it runs, the stages where it was seen (a mask), its risk and its team. */
export interface Standing {
  running: boolean | null
  stages: number
  kev: boolean
  risk: number
  teamId: number | null
  ownerBy: string
  placeId: number | null
  /** Null without a date. */
  dueAt: Date | null
}

export interface StandingIssue extends Standing, StoredRiskFacts, PlaceIdentity {
  id: number
  status: 'open' | 'excepted' | 'dismissed'
  /** When its clock began, pauses taken out. */
  clockFrom: Date
  repositoryId: number | null
  packageId: number | null
  purl: string | null
  /** Files of its repository in which it is seen, in order. */
  paths: string[]
}

/** What issues are about: ids of images, workloads, repositories and, of what is nowhere nearer, clusters. */
export interface Subjects {
  images: readonly number[]
  workloads: readonly number[]
  repositories: readonly number[]
  clusters: readonly number[]
}

/** The workloads to which issues of these repositories came home. */
export async function workloadsOfRepositories(tx: Db, repositories: readonly number[]): Promise<number[]> {
  if (repositories.length === 0) return []
  const rows = await tx.query<{ id: number }>(sql`
    SELECT DISTINCT workload_id AS id FROM issue
    WHERE repository_id = ANY(${repositories}::bigint[]) AND workload_id IS NOT NULL AND status <> 'closed'`)
  return rows.map(({ id }) => id)
}

/** The issues of subjects that are not closed, page by page: an image may hold a hundred thousand. */
export async function* standingIssues(
  tx: Db,
  { images, workloads, repositories, clusters }: Subjects,
): AsyncGenerator<StandingIssue[]> {
  const seen = sql`SELECT s.issue_id, string_agg(DISTINCT sc.image_version_id::text, ',') AS versions
      FROM image_version iv JOIN scope sc ON sc.image_version_id = iv.id
      JOIN sighting s ON s.scope_id = sc.id AND s.ended_at IS NULL
      WHERE iv.image_id = ANY(${images}::bigint[]) GROUP BY s.issue_id`
  yield* pages(
    tx,
    standing(
      seen,
      sql`i.image_id = ANY(${images}::bigint[]) OR i.workload_id = ANY(${workloads}::bigint[])
        OR i.repository_id = ANY(${repositories}::bigint[]) OR i.cluster_id = ANY(${clusters}::int[])`,
    ),
  )
}

/** Those of these issues that are not closed. */
export function standingIssuesOf(tx: Db, ids: readonly number[]): Promise<StandingIssue[]> {
  const seen = sql`SELECT s.issue_id, string_agg(DISTINCT sc.image_version_id::text, ',') AS versions
      FROM sighting s JOIN scope sc ON sc.id = s.scope_id
      WHERE s.issue_id = ANY(${ids}::bigint[]) AND s.ended_at IS NULL GROUP BY s.issue_id`
  return tx.query(standing(seen, sql`i.id = ANY(${ids}::bigint[])`))
}

/** `seen`: the image versions in which issues are seen now. */
function standing(seen: Sql, which: Sql): Sql {
  return sql`
    SELECT i.id, i.status, i.kind, i.image_id AS "imageId", i.workload_id AS "workloadId",
      i.repository_id AS "repositoryId", i.package_id AS "packageId", ${SOURCE_PATHS} AS paths,
      i.cluster_id AS "clusterId", i.place_id AS "placeId", i.severity, i.running, i.stages, i.kev,
      i.risk, i.due_at AS "dueAt", COALESCE(i.clock_from, i.opened_at) AS "clockFrom", i.team_id AS "teamId", i.owner_by AS "ownerBy", i.fixed_version AS "fixedVersion", p.purl,
      COALESCE(seen.versions, '') AS versions, v.cvss_vector AS "cvssVector", v.cvss_score AS "cvssScore",
      COALESCE(v.cwes, '{}') AS cwes,
      COALESCE(v.capabilities, '{}') AS capabilities, v.kev_since AS "kevSince", v.epss,
      CASE WHEN i.kind = 'threat' THEN (SELECT a.sample ->> 'priority' FROM alert a WHERE a.issue_id = i.id
        ORDER BY a.hour DESC LIMIT 1) END AS "alertPriority", ${secretVerified} AS "secretVerified"
    FROM issue i
    LEFT JOIN vulnerability v ON v.id = i.vulnerability_id
    LEFT JOIN package p ON p.id = i.package_id
    LEFT JOIN (${seen}) seen ON seen.issue_id = i.id
    WHERE i.status <> 'closed' AND (${which})`
}

async function* pages<Row extends object>(tx: Db, statement: Sql): AsyncGenerator<Row[]> {
  await tx.query(sql`DECLARE standing NO SCROLL CURSOR FOR ${statement}`)
  for (;;) {
    const rows = await tx.query<Row>(sql`FETCH 2000 FROM standing`)
    if (rows.length === 0) break
    yield rows
  }
  await tx.query(sql`CLOSE standing`)
}

/** Writes what differs. What a person did since the rows were read stands: a team given by hand, or taken back, and a clock that was stopped. */
export async function setStandings(tx: Db, rows: readonly (Standing & { id: number })[], at: Date): Promise<void> {
  if (rows.length === 0) return
  const of = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key])
  await tx.query(sql`
    UPDATE issue i SET running = s.running, stages = s.stages, kev = s.kev, risk = s.risk, place_id = s.place_id,
      team_id = CASE WHEN 'hand' IN (i.owner_by, s.owner_by) THEN i.team_id ELSE s.team_id END,
      owner_by = CASE WHEN 'hand' IN (i.owner_by, s.owner_by) THEN i.owner_by ELSE s.owner_by END,
      due_at = CASE WHEN i.status <> 'open' OR (i.owner_by = 'hand') <> (s.owner_by = 'hand') THEN i.due_at ELSE s.due_at END,
      scored_at = ${at}
    FROM unnest(${of('id')}::bigint[], ${of('running')}::boolean[], ${of('stages')}::smallint[], ${of('kev')}::boolean[],
      ${of('risk')}::smallint[], ${of('teamId')}::int[], ${of('ownerBy')}::text[],
      ${of('placeId')}::bigint[], ${of('dueAt')}::timestamptz[])
      AS s (id, running, stages, kev, risk, team_id, owner_by, place_id, due_at)
    WHERE i.id = s.id`)
}
