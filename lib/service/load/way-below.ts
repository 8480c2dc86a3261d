import type { WayBelow, WayBelowQuery } from '../../contract/load.ts'
import type { Actor } from '../../domain/actor.ts'
import { wayBelow } from '../../domain/below-the-line.ts'
import { loadOfWeight } from '../../domain/load.ts'
import { type LoadSubject, lineOf } from '../../domain/load-line.ts'
import { can, reachOf, refusal } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { type Db, database } from '../../store/database.ts'
import { fixesOfSubject } from '../../store/load/fixes.ts'
import { currentLines } from '../../store/load/lines.ts'
import { loadOfNamespace, loadsOfClusters, loadsOfImages, loadsOfTeams, loadsOfWorkloads } from '../../store/load/of.ts'
import { subjectScope } from '../../store/load/subject-scope.ts'

const FIXES = 500

/** The fixes that bring something under its line, in the order in which they help; without a line, the three that help most. */
export async function bringBelowLine(actor: Actor, query: WayBelowQuery): Promise<Result<WayBelow>> {
  const refused = refusal(actor, 'workload.read')
  if (refused) return refused
  const { kind, id, namespace } = query
  const db = database()
  const scope = await subjectScope(db, kind, id)
  // A namespace and a cluster hold the work of many teams.
  const shared = (kind === 'namespace' || kind === 'cluster') && reachOf(actor, 'workload.read') !== 'all'
  if (!scope || shared || !can(actor, 'workload.read', { teamId: scope.teamId }))
    return err('not-found', `There is no such ${kind}, or it is not yours to see.`)
  const subject: LoadSubject = { kind, ...scope }
  const [weight, lines, fixes] = await Promise.all([
    weightOf(db, query),
    currentLines(db),
    fixesOfSubject(db, { kind, subjectId: id, namespace }, FIXES),
  ])
  const line = lineOf(subject, lines)
  const { steps, reaches } = line ? wayBelow(weight, line.weight, fixes) : wayBelow(weight, 0, fixes.slice(0, 3))
  return ok({
    load: loadOfWeight(weight),
    limit: line ? loadOfWeight(line.weight) : null,
    steps: steps.map(({ fix, left }) => ({
      fix: { id: fix.id, title: fix.title, kind: fix.kind, effort: fix.effort, status: fix.status, issues: fix.issues },
      removes: loadOfWeight(fix.weight),
      left: loadOfWeight(left),
    })),
    reaches: line !== null && reaches,
    withoutFix: loadOfWeight(Math.max(0, weight - fixes.reduce((sum, fix) => sum + fix.weight, 0))),
  })
}

async function weightOf(db: Db, { kind, id, namespace }: WayBelowQuery): Promise<number> {
  if (kind === 'namespace') return (await loadOfNamespace(db, id, namespace)).weight
  const read = { workload: loadsOfWorkloads, image: loadsOfImages, team: loadsOfTeams, cluster: loadsOfClusters }[kind]
  return (await read(db, [id]))[0]?.weight ?? 0
}
