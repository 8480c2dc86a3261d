import type { FacetValue, IssueFacets } from '../../contract/issues.ts'
import type { Actor } from '../../domain/actor.ts'
import { FACET_FIELDS, type FacetField } from '../../domain/issue-search.ts'
import { ISSUE_STATUSES } from '../../domain/lifecycle.ts'
import { ISSUE_KINDS, STAGES } from '../../domain/observation.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { SEVERITIES, SEVERITY_RANK } from '../../domain/severity.ts'
import type { Db } from '../../store/database.ts'
import { countFacets } from '../../store/issues/match-cells.ts'
import { teamNames } from '../../store/issues/team-names.ts'
import { readDatabase } from '../../store/read-database.ts'
import { countSearch } from './search.ts'

/** The values of each field but team, with their numbers in a cell, in the order in which they are shown. */
const VALUES: Record<Exclude<FacetField, 'team'>, readonly (readonly [string, number])[]> = {
  is: ISSUE_STATUSES.map((status, index) => [status, index]),
  severity: SEVERITIES.map((severity) => [severity, SEVERITY_RANK[severity]]),
  kind: ISSUE_KINDS.map((kind, index) => [kind, index]),
  stage: STAGES.map((stage, index) => [stage, index]),
  kev: [
    ['true', 1],
    ['false', 0],
  ],
  fix: [
    ['available', 1],
    ['none', 0],
  ],
  running: [
    ['yes', 2],
    ['no', 1],
    ['unknown', 0],
  ],
  exposed: [
    ['internet', 2],
    ['no', 1],
    ['unknown', 0],
  ],
  snoozed: [
    ['no', 0],
    ['yes', 1],
  ],
}

/** The most teams that are listed with their counts; those with the most issues come first. */
const MAX_TEAMS = 200

/** How many issues each value of each filter would show. */
export async function issueFacets(actor: Actor, q: string): Promise<Result<IssueFacets>> {
  const refused = refusal(actor, 'issue.read')
  if (refused) return refused
  const db = readDatabase()
  const search = await countSearch(db, actor, q)
  const counts = countFacets(search.found, search.query)
  const teams = await teamValues(db, counts.team)
  const facets = Object.fromEntries(
    FACET_FIELDS.map((field): [FacetField, FacetValue[]] => [
      field,
      field === 'team'
        ? teams
        : VALUES[field].map(([value, number]) => ({ value, label: value, count: counts[field].get(number) ?? 0 })),
    ]),
  ) as IssueFacets['facets']
  return ok({ facets, bounded: search.bounded, problems: search.problems })
}

async function teamValues(db: Db, counts: ReadonlyMap<number, number>): Promise<FacetValue[]> {
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, MAX_TEAMS)
  const names = new Map(
    (
      await teamNames(
        db,
        most.map(([id]) => id),
      )
    ).map((team) => [team.id, team]),
  )
  return most.flatMap(([id, count]): FacetValue[] => {
    if (id === 0) return [{ value: 'none', label: 'Nobody', count }]
    const team = names.get(id)
    return team ? [{ value: team.slug, label: team.name, count }] : []
  })
}
