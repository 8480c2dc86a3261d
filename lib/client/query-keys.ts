import type { IssueListQuery, SuggestField } from '../contract/issues.ts'

/** The keys under which reads are kept; a mutation invalidates by the factory of its resource. */
export const issueKeys = {
  all: ['issues'] as const,
  list: (q: string, sort: IssueListQuery['sort']) => ['issues', 'list', q, sort] as const,
  facets: (q: string) => ['issues', 'facets', q] as const,
  count: (q: string) => ['issues', 'count', q] as const,
  suggest: (field: SuggestField, prefix: string) => ['issues', 'suggest', field, prefix] as const,
  detail: (id: number) => ['issues', 'detail', id] as const,
  candidates: (q: string) => ['issues', 'candidates', q] as const,
}

export const fixKeys = {
  all: ['fixes'] as const,
  list: (filter: Record<string, unknown>) => ['fixes', 'list', filter] as const,
  detail: (id: number) => ['fixes', 'detail', id] as const,
  issues: (id: number) => ['fixes', 'issues', id] as const,
}

export const workloadKeys = {
  all: ['workloads'] as const,
  list: (filter: Record<string, unknown>) => ['workloads', 'list', filter] as const,
  detail: (id: number) => ['workloads', 'detail', id] as const,
}

export const imageKeys = {
  all: ['images'] as const,
  list: (filter: Record<string, unknown>) => ['images', 'list', filter] as const,
  detail: (id: number, version: number | null) => ['images', 'detail', id, version] as const,
  packages: (id: number, filter: Record<string, unknown>) => ['images', 'packages', id, filter] as const,
}

export const componentKeys = {
  search: (filter: Record<string, unknown>) => ['components', 'search', filter] as const,
}

export const decisionKeys = {
  all: ['decisions'] as const,
  list: (filter: Record<string, unknown>) => ['decisions', 'list', filter] as const,
  detail: (id: string) => ['decisions', 'detail', id] as const,
}

export const jobKeys = { detail: (id: number) => ['jobs', 'detail', id] as const }

export const meKeys = {
  self: ['me'] as const,
  sessions: ['me', 'sessions'] as const,
  mentions: ['me', 'mentions'] as const,
}

export const peopleKeys = {
  all: ['people'] as const,
  list: ['people', 'list'] as const,
  invitations: ['people', 'invitations'] as const,
  assignees: (teamId: number | null) => ['people', 'assignees', teamId] as const,
  mentionable: (issueId: number, typed: string) => ['people', 'mentionable', issueId, typed] as const,
}

export const teamKeys = { all: ['teams'] as const, list: ['teams', 'list'] as const }

export const ownershipKeys = {
  all: ['ownership'] as const,
  rules: ['ownership', 'rules'] as const,
  unowned: ['ownership', 'unowned'] as const,
  groups: ['ownership', 'groups'] as const,
  files: ['ownership', 'files'] as const,
  file: (id: number) => ['ownership', 'files', id] as const,
}

export const clusterKeys = { all: ['clusters'] as const, list: ['clusters', 'list'] as const }

export const bulkKeys = {
  results: (jobId: number, outcome: string | null) => ['bulk', 'results', jobId, outcome] as const,
}

export const clockKeys = {
  all: ['clocks'] as const,
  current: ['clocks', 'current'] as const,
  versions: ['clocks', 'versions'] as const,
}

export const riskKeys = {
  all: ['risk'] as const,
  weights: ['risk', 'weights'] as const,
  versions: ['risk', 'versions'] as const,
}

export const feedKeys = { all: ['feeds'] as const, list: ['feeds', 'list'] as const }

export const auditKeys = { all: ['audit'] as const, list: ['audit', 'list'] as const }

export const sourceKeys = { all: ['sources'] as const, list: ['sources', 'list'] as const }

export const tokenKeys = { all: ['tokens'] as const, list: ['tokens', 'list'] as const }

export const reportKeys = {
  all: ['reports'] as const,
  list: (filter: Record<string, unknown>) => ['reports', 'list', filter] as const,
  detail: (id: string) => ['reports', 'detail', id] as const,
}

export const metricKeys = {
  figures: (filter: Record<string, unknown>) => ['metrics', 'figures', filter] as const,
  rows: (filter: Record<string, unknown>) => ['metrics', 'rows', filter] as const,
  overview: (days: number) => ['metrics', 'overview', days] as const,
}

export const loadKeys = {
  all: ['loads'] as const,
  lines: ['loads', 'lines'] as const,
  lineHistory: ['loads', 'line-history'] as const,
  suggestion: (scope: object) => ['loads', 'suggestion', scope] as const,
  list: (kind: string, limit: number) => ['loads', 'list', kind, limit] as const,
  history: (query: object) => ['loads', 'history', query] as const,
  wayBelow: (kind: string, id: number, namespace: string) => ['loads', 'way-below', kind, id, namespace] as const,
}

export const coverageKeys = {
  all: ['coverage'] as const,
  totals: ['coverage', 'totals'] as const,
  unscanned: (filter: object) => ['coverage', 'unscanned', filter] as const,
  workloads: (filter: object) => ['coverage', 'workloads', filter] as const,
  streams: (silent: boolean) => ['coverage', 'streams', silent] as const,
}

export const routeKeys = {
  all: ['routes'] as const,
  list: ['routes', 'list'] as const,
  detail: (id: number) => ['routes', 'detail', id] as const,
  deliveries: (id: number) => ['routes', 'deliveries', id] as const,
  providers: ['routes', 'providers'] as const,
  deadLetters: ['routes', 'dead-letters'] as const,
  hosts: ['routes', 'hosts'] as const,
}
