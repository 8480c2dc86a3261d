import sql, { type Sql } from 'sql-template-tag'
import type { ComponentName } from '../../domain/component-query.ts'
import type { Db } from '../database.ts'
import { literal } from '../holds.ts'
import { PURL_TYPE } from '../purl-type.ts'

export interface StoredPackageVersion {
  id: number
  purl: string
  type: string
  version: string
}

/** The last part of a package URL, as package_short_name_idx keeps it. */
const SHORT_NAME = sql`lower(regexp_replace(p.purl, '^.*/', ''))`

/** Every version ever seen of the packages that are called so, at most `limit`; each once, however many images have it. */
export function versionsOfPackages(db: Db, name: ComponentName, limit: number): Promise<StoredPackageVersion[]> {
  return db.query<StoredPackageVersion>(sql`
    SELECT v.id, p.purl, ${PURL_TYPE} AS type, v.version
    FROM package p JOIN package_version v ON v.package_id = p.id
    WHERE ${called(name)}
    LIMIT ${limit}`)
}

function called(name: ComponentName): Sql {
  if ('purl' in name) return sql`p.purl = ${name.purl}`
  // As it stands in a package URL: escaped there, and compared without regard to case.
  const short = encodeURIComponent(name.text).toLowerCase()
  if (!name.prefix) return sql`(p.name = ${name.text} OR ${SHORT_NAME} = ${short})`
  const begins = `${literal(short)}%`
  const beginsFull = `${literal(name.text)}%`
  return sql`(p.name LIKE ${beginsFull} OR ${SHORT_NAME} LIKE ${begins})`
}
