import type * as contract from '../../contract/owner-files.ts'
import type { Actor } from '../../domain/actor.ts'
import { nearestTeam } from '../../domain/nearest-team.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import * as store from '../../store/ownership/owner-files.ts'
import { teamNamesOf } from '../../store/ownership/team-names.ts'
import { listTeams } from '../../store/teams/list.ts'
import { findOwnersAnew } from './find-owners-anew.ts'
import { entriesOf, type ReadOwnerFile, readOwnerFile } from './read-owner-file.ts'

const SHOWN = 200
const MAX_STRANGERS = 100
const NO_FILE = err('not-found', 'There is no such imported file. Somebody may have removed it.')

export async function listOwnerFiles(actor: Actor): Promise<Result<{ rows: contract.OwnerFile[] }>> {
  const refused = refusal(actor, 'team.read')
  if (refused) return refused
  return ok({ rows: (await store.listOwnerFiles(database())).map(view) })
}

export async function getOwnerFile(
  actor: Actor,
  id: number,
): Promise<Result<contract.OwnerFile & { entries: contract.OwnerEntry[]; bounded: boolean }>> {
  const refused = refusal(actor, 'team.read')
  if (refused) return refused
  const db = database()
  const file = await store.ownerFileById(db, id)
  if (!file) return NO_FILE
  const entries = entriesOf(file as Parameters<typeof entriesOf>[0], await teamNamesOf(db))
  return ok({ ...view(file), entries: entries.slice(0, SHOWN), bounded: entries.length > SHOWN })
}

/** What an import would change, compared with the file of the same path that is imported now. */
export async function previewOwnerFile(
  actor: Actor,
  upload: contract.OwnerFileUpload,
): Promise<Result<contract.OwnerFilePreview>> {
  const refused = refusal(actor, 'team.manage')
  if (refused) return refused
  const db = database()
  const teams = await teamNamesOf(db)
  const file = readOwnerFile(upload)
  const now = entriesOf(file, teams)
  const stored = await store.ownerFileAt(db, file)
  const before = stored ? entriesOf(stored, teams) : []
  const added = missingIn(before, now)
  const removed = missingIn(now, before)
  const called = await listTeams(db)
  return ok({
    dialect: file.format === 'codeowners' ? file.entries.dialect : null,
    rules: now.length,
    problems: file.problems,
    added: added.slice(0, SHOWN),
    removed: removed.slice(0, SHOWN),
    unchanged: now.length - added.length,
    strangers: strangersIn(now)
      .slice(0, MAX_STRANGERS)
      .map(({ name, rules }) => ({ name, rules, suggestion: nearestTeam(name, called)?.slug ?? null })),
    bounded: added.length > SHOWN || removed.length > SHOWN,
  })
}

/** Imports a file in the place of the one of the same path, and has every owner found anew. */
export async function putOwnerFile(
  actor: Actor,
  upload: contract.OwnerFileUpload,
): Promise<Result<{ file: contract.OwnerFile; jobId: number }>> {
  const refused = refusal(actor, 'team.manage')
  if (refused) return refused
  const file: ReadOwnerFile = readOwnerFile(upload)
  const rules = file.format === 'codeowners' ? file.entries.lines.length : file.entries.length
  if (rules === 0) {
    const [problem] = file.problems
    const why = problem ? ` Line ${problem.line}: ${problem.message}` : ''
    return err('invalid', `Nothing in this file names an owner.${why}`)
  }
  return database().transaction(async (tx) => {
    const by = actor.type === 'user' ? actor.id : null
    const id = await store.putOwnerFile(tx, { ...file, rules }, by, new Date())
    const jobId = await findOwnersAnew(tx, actor)
    const { repository, path, format } = file
    const data = { repository, path, format, rules, problems: file.problems.length }
    await appendAudit(tx, actor, { action: 'owner-file.import', targetType: 'owner-file', targetId: id, data })
    const stored = await store.ownerFileById(tx, id)
    return stored ? ok({ file: view(stored), jobId }) : NO_FILE
  })
}

export async function deleteOwnerFile(actor: Actor, id: number): Promise<Result<{ jobId: number }>> {
  const refused = refusal(actor, 'team.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    const file = await store.ownerFileById(tx, id)
    if (!file) return NO_FILE
    await store.deleteOwnerFile(tx, id)
    const jobId = await findOwnersAnew(tx, actor)
    const { repository, path, format } = file
    const data = { repository, path, format }
    await appendAudit(tx, actor, { action: 'owner-file.remove', targetType: 'owner-file', targetId: id, data })
    return ok({ jobId })
  })
}

function view({ id, repository, format, path, rules, problems, importedAt, importedBy }: store.StoredOwnerFile) {
  return { id, repository, format, path, rules, problems, importedAt: importedAt.toISOString(), importedBy }
}

/** Those of the second that the first does not say, wherever in the file they stand. */
function missingIn(
  said: readonly contract.OwnerEntry[],
  entries: readonly contract.OwnerEntry[],
): contract.OwnerEntry[] {
  const text = ({ what, owners }: contract.OwnerEntry) => [what, ...owners.map(({ name }) => name)].join(' ')
  const known = new Set(said.map(text))
  return entries.filter((entry) => !known.has(text(entry)))
}

/** Owners that mean no team, those of the most lines first. */
function strangersIn(entries: readonly contract.OwnerEntry[]): { name: string; rules: number }[] {
  const counts = new Map<string, number>()
  for (const { owners } of entries)
    for (const { name, team } of owners) if (team === null) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, rules]) => ({ name, rules })).sort((a, b) => b.rules - a.rules)
}
