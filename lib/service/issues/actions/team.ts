import type { IssueAction } from '../../../contract/issue-actions.ts'
import { err, ok, type Result } from '../../../domain/result.ts'
import type { Db } from '../../../store/database.ts'
import type { LockedIssue } from '../../../store/issues/lock.ts'
import { setTeam } from '../../../store/issues/set-triage.ts'
import { teamNames } from '../../../store/issues/team-names.ts'
import { dateIssues } from '../../clocks/date-issues.ts'
import { ownerOfIssue } from '../../ownership/owner-of-issue.ts'
import type { Applied, Doing } from './applied.ts'

/** A team that was given by hand stays through every later report; null asks the rules again. */
export async function giveTo({ tx, issue }: Doing, teamId: number | null): Promise<Result<Applied>> {
  const undo: IssueAction = { type: 'team', teamId: issue.ownerBy === 'hand' ? issue.teamId : null }
  if (teamId !== null) {
    const [team] = await teamNames(tx, [teamId])
    if (!team) return err('invalid', 'There is no such team.')
    const data = { teamId, to: team.name, by: 'hand', ...(await formerTeam(tx, issue)) }
    await setTeam(tx, issue.id, teamId, 'hand')
    await dateIssues(tx, [issue.id])
    return ok({ entry: { type: 'team', data }, undo })
  }
  const owner = await ownerOfIssue(tx, issue.id, { ignoreHand: true })
  if (!owner) return err('not-found', 'There is no such issue.')
  const { teamId: id } = owner
  const by = id === null ? 'unowned' : owner.by
  const [team] = id === null ? [] : await teamNames(tx, [id])
  const data = { teamId: id, to: team?.name ?? null, by, ...(await formerTeam(tx, issue)) }
  await setTeam(tx, issue.id, id, by)
  await dateIssues(tx, [issue.id])
  return ok({ entry: { type: 'team', data }, undo })
}

async function formerTeam(tx: Db, { teamId }: LockedIssue): Promise<{ fromId: number | null; from: string | null }> {
  const [team] = teamId === null ? [] : await teamNames(tx, [teamId])
  return { fromId: teamId, from: team?.name ?? null }
}
