import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { AuditRow } from '../contract/audit.ts'
import type { Cluster } from '../contract/clusters.ts'
import type { Me, OwnSession } from '../contract/me.ts'
import type { Invitation, Person } from '../contract/people.ts'
import type { Team } from '../contract/teams.ts'
import { get } from './api.ts'
import { auditKeys, clusterKeys, meKeys, peopleKeys, teamKeys } from './query-keys.ts'

interface Rows<Row> {
  rows: Row[]
}
interface Page<Row> extends Rows<Row> {
  nextCursor: string | null
}

export const meOptions = queryOptions({
  queryKey: meKeys.self,
  queryFn: ({ signal }) => get<Me>('/api/v1/me', {}, signal),
})

export const ownSessionsOptions = queryOptions({
  queryKey: meKeys.sessions,
  queryFn: ({ signal }) => get<Rows<OwnSession>>('/api/v1/me/sessions', {}, signal),
})

export const peopleOptions = infiniteQueryOptions({
  queryKey: peopleKeys.list,
  queryFn: ({ pageParam, signal }) => get<Page<Person>>('/api/v1/users', { cursor: pageParam, limit: 100 }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})

export const invitationsOptions = queryOptions({
  queryKey: peopleKeys.invitations,
  queryFn: ({ signal }) => get<Rows<Invitation>>('/api/v1/invitations', {}, signal),
})

export const teamsOptions = queryOptions({
  queryKey: teamKeys.list,
  queryFn: ({ signal }) => get<Rows<Team>>('/api/v1/teams', {}, signal),
})

export const clustersOptions = queryOptions({
  queryKey: clusterKeys.list,
  queryFn: ({ signal }) => get<Rows<Cluster>>('/api/v1/clusters', {}, signal),
})

export const auditOptions = infiniteQueryOptions({
  queryKey: auditKeys.list,
  queryFn: ({ pageParam, signal }) => get<Page<AuditRow>>('/api/v1/audit', { cursor: pageParam, limit: 100 }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})
