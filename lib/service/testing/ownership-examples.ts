import sql from 'sql-template-tag'
import type { Seed } from './world.ts'

/** Rules and an imported file, under the versions and ids of the contract's examples. */
export const seedOwnershipExamples: Seed = async (db) => {
  await db.query(sql`UPDATE ownership_set SET version = 1, updated_by = NULL, updated_at = NULL`)
  await db.query(sql`
    INSERT INTO owner_file (id, repository, repository_key, format, path, entries, rules, imported_at)
    VALUES (1, 'shop/pay-api', 'shop/pay-api', 'codeowners', '.github/CODEOWNERS',
      '{"dialect": "github", "lines": [{"line": 1, "pattern": "*", "owners": ["@shop/payments"], "section": ""}]}', 1, now())
    ON CONFLICT (id) DO NOTHING`)
  await db.query(sql`SELECT setval(pg_get_serial_sequence('owner_file', 'id'), 19)`)
}
