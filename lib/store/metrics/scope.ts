import sql, { join, type Sql } from 'sql-template-tag'
import { splitFor } from '../../domain/metrics/cells.ts'
import type { Basis, Dimension } from '../../domain/metrics/definitions.ts'

/** What is asked of, in the values that are kept; null is all. 0 and '' are nobody's, nowhere, not known. */
export interface StoredScope {
  basis: Basis
  teamIds: readonly number[] | null
  clusterIds: readonly number[] | null
  environment: string | null
  kind: string | null
  severity: number | null
}

const CELL_KEY = {
  team: sql`team_id::text`,
  cluster: sql`cluster_id::text`,
  environment: sql`environment`,
  kind: sql`kind`,
  severity: sql`severity::text`,
} as const satisfies Record<Dimension, Sql>

/** The column that tells groups apart; '' for all together. */
export function cellKey(by: Dimension | null): Sql {
  return by === null ? sql`''::text` : CELL_KEY[by]
}

/** The cells of the split that answers the question with the fewest rows. */
export function cellsWhere(scope: StoredScope, by: Dimension | null): Sql {
  const { basis, teamIds, clusterIds, environment, kind, severity } = scope
  const asked: Dimension[] = by === null ? [] : [by]
  const terms: Sql[] = []
  const filter = (dimension: Dimension, term: Sql) => {
    asked.push(dimension)
    terms.push(term)
  }
  if (teamIds) filter('team', sql`team_id = ANY(${teamIds}::int[])`)
  if (clusterIds) filter('cluster', sql`cluster_id = ANY(${clusterIds}::int[])`)
  if (environment !== null) filter('environment', sql`environment = ${environment}`)
  if (kind !== null) filter('kind', sql`kind = ${kind}`)
  if (severity !== null) filter('severity', sql`severity = ${severity}`)
  const split = splitFor(Object.fromEntries(asked.map((dimension) => [dimension, true])))
  return join([sql`basis = ${basis}`, sql`split = ${split}`, ...terms], ' AND ')
}

/** The column of a fact, as it was then or as it is. */
export function factKey(basis: Basis, by: Dimension | null): Sql {
  if (by === null) return sql`''::text`
  if (by === 'kind') return sql`f.kind`
  if (by === 'team') return sql`COALESCE(${teamOf(basis)}, 0)::text`
  if (by === 'severity') return sql`${severityOf(basis)}::text`
  return by === 'environment' ? sql`COALESCE(${environmentOf(basis)}, '')` : sql`on_cluster.id::text`
}

/** Makes a row for each cluster of a fact, where groups are clusters. */
export function perCluster(basis: Basis, by: Dimension | null): Sql {
  if (by !== 'cluster') return sql``
  const ids = clustersOf(basis)
  return sql`CROSS JOIN LATERAL unnest(CASE WHEN ${ids} = '{}' THEN '{0}' ELSE ${ids} END) AS on_cluster (id)`
}

/** Facts `f` of a scope. */
export function factsWhere(scope: StoredScope): Sql {
  const { basis, teamIds, clusterIds, environment, kind, severity } = scope
  const terms: Sql[] = [sql`true`]
  if (teamIds) terms.push(sql`COALESCE(${teamOf(basis)}, 0) = ANY(${teamIds}::int[])`)
  if (clusterIds) {
    const ids = clustersOf(basis)
    terms.push(sql`(CASE WHEN ${ids} = '{}' THEN '{0}' ELSE ${ids} END) && ${clusterIds}::int[]`)
  }
  if (environment !== null) terms.push(sql`COALESCE(${environmentOf(basis)}, '') = ${environment}`)
  if (kind !== null) terms.push(sql`f.kind = ${kind}`)
  if (severity !== null) terms.push(sql`${severityOf(basis)} = ${severity}`)
  return join(terms, ' AND ')
}

export function teamOf(basis: Basis): Sql {
  return basis === 'then' ? sql`f.was_team_id` : sql`f.team_id`
}

export function environmentOf(basis: Basis): Sql {
  return basis === 'then' ? sql`f.was_environment` : sql`f.environment`
}

export function severityOf(basis: Basis): Sql {
  return basis === 'then' ? sql`f.was_severity` : sql`f.severity`
}

function clustersOf(basis: Basis): Sql {
  return basis === 'then' ? sql`f.was_cluster_ids` : sql`f.cluster_ids`
}
