import sql from 'sql-template-tag'

/**
 * The files of its repository in which an `issue i` is seen now, as an array in order, by every source; of a closed one those
 * in which it was ever seen. A vulnerability is in the lock files and manifests that declare its package.
 */
export const SOURCE_PATHS = sql`CASE WHEN i.repository_id IS NULL THEN '{}' ELSE ARRAY(
  SELECT DISTINCT (told.place ->> 'path') COLLATE "C" AS path
  FROM sighting s JOIN scope sc ON sc.id = s.scope_id AND sc.repository_id = i.repository_id
  CROSS JOIN LATERAL jsonb_array_elements(s.more_places || jsonb_build_array(s.detail)) AS told (place)
  WHERE s.issue_id = i.id AND (s.ended_at IS NULL OR i.status = 'closed') AND told.place ->> 'path' <> ''
  ORDER BY path) END`
