import sql from 'sql-template-tag'

/** Whether a tool that sees the secret of an `issue i` tried it, and it works; null is not known. */
export const secretVerified = sql`CASE WHEN i.kind = 'secret' THEN NULLIF(EXISTS (SELECT FROM sighting s
  WHERE s.issue_id = i.id AND s.ended_at IS NULL AND s.detail @> '{"verified": true}'), false) END`
