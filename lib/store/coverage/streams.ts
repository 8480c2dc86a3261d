import sql, { empty, join, type Sql } from 'sql-template-tag'
import type { TokenKind } from '../../domain/actor.ts'
import type { Db } from '../database.ts'
import { holds } from '../holds.ts'
import { readableImage } from '../images/readable.ts'
import { MISSED } from './totals.ts'

export interface ListedStream {
  id: number
  version: number
  kind: TokenKind
  source: string
  about: { type: 'image' | 'repository' | 'cluster'; id: number; name: string } | null
  firstAt: Date
  lastAt: Date
  gapsMinutes: number[]
  expectedMinutes: number | null
  watched: boolean
  silentAt: Date | null
  silent: boolean
  issueId: number | null
  /** When it is due, in microseconds since 1970; what nothing is expected of comes last. */
  dueKey: number
}

const columns = (now: Date): Sql => sql`
  s.id, s.version, s.kind, s.source, s.first_at AS "firstAt", s.last_at AS "lastAt", s.gaps_minutes AS "gapsMinutes",
  s.expected_minutes AS "expectedMinutes", s.watched, s.silent_at AS "silentAt",
  COALESCE(s.silent_at <= ${now}, false) AND ${MISSED} AS silent,
  CASE WHEN i.id IS NOT NULL THEN json_build_object('type', 'image', 'id', i.id, 'name', i.repository)
    WHEN r.id IS NOT NULL THEN json_build_object('type', 'repository', 'id', r.id, 'name', r.name)
    WHEN c.id IS NOT NULL THEN json_build_object('type', 'cluster', 'id', c.id, 'name', c.name) END AS about,
  (SELECT g.issue_id FROM sighting g WHERE g.scope_id = s.raised_scope_id AND g.ended_at IS NULL LIMIT 1) AS "issueId",
  ${DUE} AS "dueKey"`

const DUE = sql`CASE WHEN s.silent_at IS NULL THEN 9007199254740991 ELSE (extract(epoch FROM s.silent_at) * 1000000)::bigint END`
const SUBJECTS = sql`
  LEFT JOIN image i ON i.id = s.image_id LEFT JOIN repository r ON r.id = s.repository_id LEFT JOIN cluster c ON c.id = s.cluster_id`

export interface StreamFilter {
  /** Each must be held by the source or the name of what it is about. */
  words: readonly string[]
  silent: boolean
  /** Teams whose images and repositories the reader may see beside what nobody owns; null is no limit. */
  readableTeamIds: readonly number[] | null
}

/** Streams, those first that are silent or due the longest. */
export function listStreams(
  db: Db,
  filter: StreamFilter,
  after: { dueKey: number; id: number } | null,
  limit: number,
  now: Date,
): Promise<ListedStream[]> {
  const conditions: Sql[] = filter.words.map((word) => {
    const held = [sql`s.source`, sql`i.repository`, sql`r.name`, sql`c.name`].map((text) => holds(text, word))
    return sql`(${join(held, ' OR ')})`
  })
  if (filter.silent) conditions.push(sql`s.silent_at <= ${now} AND ${MISSED}`)
  if (filter.readableTeamIds)
    conditions.push(sql`(r.team_id IS NULL OR r.team_id = ANY (${filter.readableTeamIds}::integer[]))
      ${readableImage(filter.readableTeamIds)}`)
  if (after) conditions.push(sql`(${DUE}, s.id) > (${after.dueKey}::bigint, ${after.id}::bigint)`)
  return db.query(sql`
    SELECT ${columns(now)} FROM source_stream s ${SUBJECTS}
    ${conditions.length > 0 ? sql`WHERE ${join(conditions, ' AND ')}` : empty}
    ORDER BY "dueKey", s.id LIMIT ${limit}`)
}

export async function streamById(db: Db, id: number, now: Date): Promise<ListedStream | undefined> {
  const [row] = await db.query<ListedStream>(
    sql`SELECT ${columns(now)} FROM source_stream s ${SUBJECTS} WHERE s.id = ${id}`,
  )
  return row
}

/** Locks a stream; returns what its expectation is worked out from. */
export async function lockStream(
  tx: Db,
  id: number,
): Promise<{ version: number; lastAt: Date; gapsMinutes: number[] } | undefined> {
  const [row] = await tx.query<{ version: number; lastAt: Date; gapsMinutes: number[] }>(sql`
    SELECT version, last_at AS "lastAt", gaps_minutes AS "gapsMinutes" FROM source_stream WHERE id = ${id} FOR UPDATE`)
  return row
}

export async function setExpectation(
  tx: Db,
  id: number,
  { expectedMinutes, watched, silentAt }: { expectedMinutes: number | null; watched: boolean; silentAt: Date | null },
): Promise<void> {
  await tx.query(sql`
    UPDATE source_stream SET expected_minutes = ${expectedMinutes}, watched = ${watched}, silent_at = ${silentAt},
      version = version + 1 WHERE id = ${id}`)
}
