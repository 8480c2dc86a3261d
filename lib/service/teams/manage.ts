import type { Team } from '../../contract/teams.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendAudit } from '../../store/audit/append.ts'
import { database } from '../../store/database.ts'
import { rulesOfTeam } from '../../store/ownership/rules.ts'
import { issuesOfTeam } from '../../store/teams/issues-of.ts'
import * as store from '../../store/teams/list.ts'
import { insertTeam, deleteTeam as remove, renameTeam } from '../../store/teams/write.ts'
import { findOwnersAnew } from '../ownership/find-owners-anew.ts'

const NO_TEAM = err('not-found', 'There is no such team.')

function teamOf(row: store.TeamRow): Team {
  return { ...row, createdAt: row.createdAt.toISOString() }
}

export async function listTeams(actor: Actor): Promise<Result<{ rows: Team[] }>> {
  const refused = refusal(actor, 'team.read')
  if (refused) return refused
  return ok({ rows: (await store.listTeams(database())).map(teamOf) })
}

export async function createTeam(actor: Actor, team: { slug: string; name: string }): Promise<Result<Team>> {
  const refused = refusal(actor, 'team.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    const id = await insertTeam(tx, team)
    if (id === null) return err('conflict', `There is a team with the slug ${team.slug} already.`)
    // Labels and imported files may have named it all along.
    await findOwnersAnew(tx, actor)
    await appendAudit(tx, actor, { action: 'team.create', targetType: 'team', targetId: id, data: team })
    const row = await store.teamById(tx, id)
    return row ? ok(teamOf(row)) : NO_TEAM
  })
}

export async function updateTeam(actor: Actor, id: number, name: string): Promise<Result<Team>> {
  const refused = refusal(actor, 'team.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    await renameTeam(tx, id, name)
    const row = await store.teamById(tx, id)
    if (!row) return NO_TEAM
    await appendAudit(tx, actor, { action: 'team.update', targetType: 'team', targetId: id, data: { name } })
    return ok(teamOf(row))
  })
}

/** A team that owns something stays, so that nothing loses its owner by a click. */
export async function deleteTeam(actor: Actor, id: number): Promise<Result<undefined>> {
  const refused = refusal(actor, 'team.manage')
  if (refused) return refused
  return database().transaction(async (tx) => {
    const row = await store.teamById(tx, id)
    if (!row) return NO_TEAM
    const rules = await rulesOfTeam(tx, id)
    if (rules > 0) return err('conflict', `${rules} ownership rules and names mean ${row.name}. Change those first.`)
    const issues = await issuesOfTeam(tx, id)
    if (row.workloads > 0 || issues > 0) {
      return err(
        'conflict',
        `${row.name} still owns ${row.workloads} workloads and ${issues} issues. Give them to another team first.`,
      )
    }
    await remove(tx, id)
    await appendAudit(tx, actor, { action: 'team.delete', targetType: 'team', targetId: id, data: { slug: row.slug } })
    return ok(undefined)
  })
}
