import type { Environment } from './risk-context.ts'

/** What carries a load. A line is set for one kind: a team's load is the sum over many workloads, so one line cannot serve both. */
export const LOAD_KINDS = ['workload', 'namespace', 'image', 'team', 'cluster'] as const
export type LoadKind = (typeof LOAD_KINDS)[number]

/** By what a line of each kind can be narrowed: a team's load spans environments, and a cluster belongs to no team. */
export const NARROWED_BY: Record<LoadKind, { environment: boolean; team: boolean }> = {
  workload: { environment: true, team: true },
  namespace: { environment: true, team: false },
  image: { environment: false, team: true },
  team: { environment: false, team: true },
  cluster: { environment: true, team: false },
}

/** A line for all of a kind, or for those of an environment, of a team, or of both; null is "any". */
export interface LineScope {
  kind: LoadKind
  environment: Environment | null
  teamId: number | null
}

export interface LoadLine extends LineScope {
  id: number
  /** In the unit of weights: a thousandth of a load. */
  weight: number
}

/** What a line is looked for: of a team, `teamId` is its own id. Null is not known, or nobody's. */
export type LoadSubject = LineScope

/** Why a scope cannot have a line of its own, or null when it can. */
export function lineProblem({ kind, environment, teamId }: LineScope): string | null {
  const by = NARROWED_BY[kind]
  if (environment !== null && !by.environment) return `A line for a ${kind} cannot be set by environment.`
  if (teamId !== null && !by.team) return `A line for a ${kind} cannot be set by team.`
  return null
}

/**
 * The line that holds for a subject: its team's in its environment, else its environment's, else its team's, else that of
 * its kind, else none. The environment goes before the team, because what production may carry is the organisation's to say.
 */
export function lineOf(subject: LoadSubject, lines: readonly LoadLine[]): LoadLine | null {
  let best: LoadLine | null = null
  let bestRank = -1
  for (const line of lines) {
    if (line.kind !== subject.kind) continue
    if (line.environment !== null && line.environment !== subject.environment) continue
    if (line.teamId !== null && line.teamId !== subject.teamId) continue
    const rank = (line.environment === null ? 0 : 2) + (line.teamId === null ? 0 : 1)
    if (rank > bestRank) [best, bestRank] = [line, rank]
  }
  return best
}

export const LOAD_STATES = ['under', 'near', 'over'] as const
export type LoadState = (typeof LOAD_STATES)[number]

/** Near begins at this share of the line, in per cent. */
export const NEAR_PERCENT = 80

/** Where a weight stands to a line: on the line is near, above it is over. */
export function loadState(weight: number, line: number): LoadState {
  if (weight > line) return 'over'
  return weight * 100 >= line * NEAR_PERCENT && weight > 0 ? 'near' : 'under'
}
