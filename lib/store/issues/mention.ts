import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { titleJoins, titleOfIssue } from './title.ts'

export interface NewMention {
  userId: string
  issueId: number
  by: string | null
  text: string
  at: Date
}

export async function insertMentions(tx: Db, mentions: readonly NewMention[]): Promise<void> {
  if (mentions.length === 0) return
  await tx.query(sql`
    INSERT INTO mention (user_id, issue_id, by_user_id, text, at)
    SELECT * FROM unnest(${mentions.map(({ userId }) => userId)}::text[], ${mentions.map(({ issueId }) => issueId)}::bigint[],
      ${mentions.map(({ by }) => by)}::text[], ${mentions.map(({ text }) => text)}::text[],
      ${mentions.map(({ at }) => at)}::timestamptz[])`)
}

export interface StoredMention {
  id: number
  issueId: number
  title: string
  by: string | null
  text: string
  at: Date
  readAt: Date | null
}

/** The newest mentions of a person in issues that they may read now; null is no limit of teams. */
export function mentionsOf(
  db: Db,
  userId: string,
  readableTeamIds: readonly number[] | null,
  limit: number,
): Promise<StoredMention[]> {
  const readable = readableTeamIds
    ? sql`(i.team_id IS NULL OR i.team_id = ANY(${readableTeamIds}::integer[]))`
    : sql`true`
  return db.query(sql`
    SELECT m.id, m.issue_id AS "issueId", ${titleOfIssue} AS title,
      u.name AS by, m.text, m.at, m.read_at AS "readAt"
    FROM mention m JOIN issue i ON i.id = m.issue_id ${titleJoins} LEFT JOIN "user" u ON u.id = m.by_user_id
    WHERE m.user_id = ${userId} AND ${readable} ORDER BY m.id DESC LIMIT ${limit}`)
}

/** Notes that a person read what was said to them up to a mention. */
export async function noteMentionsRead(tx: Db, userId: string, upTo: number, at: Date): Promise<void> {
  await tx.query(
    sql`UPDATE mention SET read_at = ${at} WHERE user_id = ${userId} AND id <= ${upTo} AND read_at IS NULL`,
  )
}
