import sql from 'sql-template-tag'
import type { Db } from '../database.ts'
import { vulnerabilitiesNamed } from '../engine/vulnerability-names.ts'

/** So few names are looked up by the index on aliases; more at once make the planner compare every list with every other. */
const NAMES_AT_ONCE = 100

/** The open and dismissed issues that these statements may be about. */
export async function issuesOfStatements(tx: Db, statementIds: readonly number[]): Promise<number[]> {
  const named = await tx.query<{ name: string; id: number }>(sql`
    SELECT name, statement_id AS id FROM vex_statement_name WHERE statement_id = ANY(${statementIds}::bigint[])`)
  const byName = Map.groupBy(named, ({ name }) => name)
  const pairs = new Map<string, { statement: number; vulnerability: number }>()
  const names = [...byName.keys()]
  for (let at = 0; at < names.length; at += NAMES_AT_ONCE) {
    for (const { id: vulnerability, name, aliases } of await vulnerabilitiesNamed(
      tx,
      names.slice(at, at + NAMES_AT_ONCE),
    )) {
      const statements = [name, ...aliases].flatMap((one) => byName.get(one) ?? [])
      for (const { id: statement } of statements)
        pairs.set(`${statement} ${vulnerability}`, { statement, vulnerability })
    }
  }
  return pairs.size === 0 ? [] : issuesOfPairs(tx, [...pairs.values()])
}

async function issuesOfPairs(
  tx: Db,
  pairs: readonly { statement: number; vulnerability: number }[],
): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    SELECT DISTINCT i.id
    FROM unnest(${pairs.map(({ statement }) => statement)}::bigint[], ${pairs.map(({ vulnerability }) => vulnerability)}::bigint[])
      AS pair (statement_id, vulnerability_id)
    JOIN vex_statement s ON s.id = pair.statement_id
    JOIN issue i ON i.vulnerability_id = pair.vulnerability_id
    JOIN package p ON p.id = i.package_id
    LEFT JOIN image m ON m.id = i.image_id
    LEFT JOIN repository r ON r.id = i.repository_id
    WHERE i.status IN ('open', 'dismissed')
      AND (s.purl = '' OR s.purl = p.purl)
      AND (s.image_repository IS NULL OR s.image_repository = m.repository)
      AND (s.repository IS NULL OR s.repository = r.name)`)
  return rows.map(({ id }) => id)
}
