import type { LoadLine } from '../../lib/contract/load.ts'
import type { LoadKind } from '../../lib/domain/load-line.ts'

export const KIND_WORDS: Record<LoadKind, { one: string; many: string }> = {
  workload: { one: 'Workload', many: 'workloads' },
  namespace: { one: 'Namespace', many: 'namespaces' },
  image: { one: 'Image', many: 'images' },
  team: { one: 'Team', many: 'teams' },
  cluster: { one: 'Cluster', many: 'clusters' },
}

/** For what a line is set: "Each workload of Payments in production", "The team Payments". */
export function lineTitle({ kind, environment, team }: Pick<LoadLine, 'kind' | 'environment' | 'team'>): string {
  if (kind === 'team') return team ? `The team ${team.name}` : 'Each team'
  const of = team ? ` of ${team.name}` : ''
  const where = environment ? ` in ${environment}` : ''
  return `Each ${KIND_WORDS[kind].one.toLowerCase()}${of}${where}`
}
