import sql from 'sql-template-tag'

/** The type in the package URL of `package p`, by which versions are ordered; `package.type` is what a tool calls it. */
export const PURL_TYPE = sql`substring(p.purl FROM '^pkg:([^/]+)/')`
