import sql from 'sql-template-tag'
import type { OwnerFile, OwnerFileFormat } from '../../domain/imported-owners.ts'
import { repositoryKey } from '../../domain/repository-name.ts'
import type { Db } from '../database.ts'

/** Every catalogue, because it may speak of any workload, and the CODEOWNERS of these repositories (by `repositoryKey`). */
export function ownerFilesFor(db: Db, repositoryKeys: readonly string[]): Promise<OwnerFile[]> {
  return db.query<OwnerFile>(sql`
    SELECT format, repository, path, entries FROM owner_file
    WHERE format = 'catalog-info' OR repository_key = ANY(${repositoryKeys}::text[]) ORDER BY id`)
}

export interface StoredOwnerFile {
  id: number
  repository: string
  format: OwnerFileFormat
  path: string
  /** How many owners it names. */
  rules: number
  problems: { line: number; message: string }[]
  importedAt: Date
  importedBy: string | null
}

const COLUMNS = sql`f.id, f.repository, f.format, f.path, f.rules, f.problems, f.imported_at AS "importedAt", u.name AS "importedBy"`

/** All imported files, by repository. */
export function listOwnerFiles(db: Db): Promise<StoredOwnerFile[]> {
  return db.query(sql`
    SELECT ${COLUMNS} FROM owner_file f LEFT JOIN "user" u ON u.id = f.imported_by
    ORDER BY f.repository, f.format, f.path LIMIT 5000`)
}

export async function ownerFileById(
  db: Db,
  id: number,
): Promise<(StoredOwnerFile & { entries: OwnerFile['entries'] }) | null> {
  const [row] = await db.query<StoredOwnerFile & { entries: OwnerFile['entries'] }>(sql`
    SELECT ${COLUMNS}, f.entries FROM owner_file f LEFT JOIN "user" u ON u.id = f.imported_by WHERE f.id = ${id}`)
  return row ?? null
}

/** The file that stands at this path of the repository now, however the repository is written. */
export async function ownerFileAt(
  db: Db,
  { repository, format, path }: Pick<StoredOwnerFile, 'repository' | 'format' | 'path'>,
): Promise<OwnerFile | null> {
  const [row] = await db.query<OwnerFile>(sql`
    SELECT format, repository, path, entries FROM owner_file
    WHERE repository_key = ${repositoryKey(repository)} AND format = ${format} AND path = ${path}`)
  return row ?? null
}

/** Stores a file in the place of the one of the same path; returns its id. */
export async function putOwnerFile(
  tx: Db,
  file: OwnerFile & Pick<StoredOwnerFile, 'rules' | 'problems'>,
  by: string | null,
  at: Date,
): Promise<number> {
  const { repository, format, path, rules } = file
  const [row] = await tx.query<{ id: number }>(sql`
    INSERT INTO owner_file (repository, repository_key, format, path, entries, problems, rules, imported_by, imported_at)
    VALUES (${repository}, ${repositoryKey(repository)}, ${format}, ${path}, ${JSON.stringify(file.entries)}::jsonb,
      ${JSON.stringify(file.problems)}::jsonb, ${rules}, ${by}, ${at})
    ON CONFLICT (repository_key, format, path) DO UPDATE SET repository = EXCLUDED.repository, entries = EXCLUDED.entries,
      problems = EXCLUDED.problems, rules = EXCLUDED.rules, imported_by = EXCLUDED.imported_by, imported_at = EXCLUDED.imported_at
    RETURNING id`)
  return row!.id
}

export async function deleteOwnerFile(tx: Db, id: number): Promise<void> {
  await tx.query(sql`DELETE FROM owner_file WHERE id = ${id}`)
}
