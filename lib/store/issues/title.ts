import sql from 'sql-template-tag'

/** The title of `issue i`, as its row says it; needs `titleJoins`. */
export const titleOfIssue = sql`COALESCE(v.name || ' in ' || p.name, NULLIF(r.title, ''), r.name, i.key)`

export const titleJoins = sql`
  LEFT JOIN vulnerability v ON v.id = i.vulnerability_id LEFT JOIN package p ON p.id = i.package_id
  LEFT JOIN rule r ON r.id = i.rule_id`
