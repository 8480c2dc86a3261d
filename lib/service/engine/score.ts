import { scoreRisk } from '../../domain/risk.ts'
import { riskFacts } from '../../domain/risk-facts.ts'
import { severityOfRank } from '../../domain/severity.ts'
import type { ClockFacts } from '../../domain/sla.ts'
import type { Db } from '../../store/database.ts'
import { noteReassignments } from '../../store/engine/owners.ts'
import {
  type Standing,
  type StandingIssue,
  type Subjects,
  setStandings,
  standingIssues,
  standingIssuesOf,
  workloadsOfRepositories,
} from '../../store/engine/standing.ts'
import { loadPlacements, type Placements } from './placements.ts'

/**
 * Finds out anew where the issues of these subjects stand: whether they run, how dangerous they are and whose they are.
 * Writes what differs; returns the set-aside ones of which a fact changed, which may wake them.
 */
export async function score(tx: Db, subjects: Subjects, now: Date): Promise<number[]> {
  const setAside: number[] = []
  if (Object.values(subjects).every((ids) => ids.length === 0)) return setAside
  const workloads = [...new Set([...subjects.workloads, ...(await workloadsOfRepositories(tx, subjects.repositories))])]
  const placements = await loadPlacements(tx, subjects.images, workloads, now, subjects.repositories)
  for await (const issues of standingIssues(tx, subjects)) {
    for (const { issue } of await restand(tx, issues, placements, now)) {
      if (issue.status !== 'open') setAside.push(issue.id)
    }
  }
  return setAside
}

/** The same for single issues, of which something is known anew that is the same wherever they are. Returns what changed. */
export async function scoreIssues(tx: Db, ids: readonly number[], now: Date): Promise<Restood[]> {
  const issues = await standingIssuesOf(tx, ids)
  const idsOf = (key: 'imageId' | 'workloadId' | 'repositoryId') => [
    ...new Set(issues.flatMap((issue) => issue[key] ?? [])),
  ]
  const placements = await loadPlacements(tx, idsOf('imageId'), idsOf('workloadId'), now, idsOf('repositoryId'))
  return restand(tx, issues, placements, now)
}

export interface Restood {
  /** As it was. */
  issue: StandingIssue
  standing: Standing
}

async function restand(
  tx: Db,
  issues: readonly StandingIssue[],
  placements: Placements,
  now: Date,
): Promise<Restood[]> {
  await placements.settlePlaces(tx, issues)
  const restood = issues
    .map((issue) => ({ issue, standing: standingOf(issue, placements) }))
    .filter(({ issue, standing }) => differs(issue, standing))
  const changed = restood.map(({ issue, standing }) => ({ id: issue.id, before: issue.teamId, ...standing }))
  await noteReassignments(
    tx,
    changed.filter(({ before, teamId }) => before !== null && before !== teamId),
    now,
  )
  await setStandings(tx, changed, now)
  return restood
}

/** Where an issue stands by what is stored of it and its place. What a person assigned stays so. */
export function standingOf(
  issue: Omit<StandingIssue, 'id' | 'running' | 'kev' | 'risk' | 'placeId'>,
  placements: Placements,
): Standing {
  const { id: placeId, running, stages, context, environment } = placements.placeOf(issue)
  const { total: risk } = scoreRisk(riskFacts(issue), context)
  const owner = issue.ownerBy === 'hand' ? issue : placements.ownerOf(issue)
  return {
    running,
    stages: issue.stages | stages,
    kev: issue.kevSince !== null,
    risk,
    teamId: owner.teamId,
    ownerBy: owner.ownerBy,
    placeId,
    dueAt: dueOf(issue, { risk, teamId: owner.teamId, environment }, placements),
  }
}

/** By when it is to be fixed: by the days of the clock that fits it now, since its own clock began. A clock that stands keeps its date. */
function dueOf(
  { status, severity, clockFrom, dueAt }: Pick<StandingIssue, 'status' | 'severity' | 'clockFrom' | 'dueAt'>,
  facts: Omit<ClockFacts, 'severity'>,
  { clocks }: Placements,
): Date | null {
  return status === 'open' ? clocks.dueAt(clockFrom, { ...facts, severity: severityOfRank(severity) }) : dueAt
}

function differs(before: Standing, after: Standing): boolean {
  return (
    before.running !== after.running ||
    before.stages !== after.stages ||
    before.kev !== after.kev ||
    before.risk !== after.risk ||
    before.teamId !== after.teamId ||
    before.ownerBy !== after.ownerBy ||
    before.placeId !== after.placeId ||
    before.dueAt?.getTime() !== after.dueAt?.getTime()
  )
}
