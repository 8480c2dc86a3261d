import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { WorkloadDetail, WorkloadListQuery, WorkloadPage } from '../contract/workloads.ts'
import { get } from './api.ts'
import { workloadKeys } from './query-keys.ts'

export type WorkloadFilter = Partial<Omit<WorkloadListQuery, 'cursor' | 'limit'>>

export function workloadListOptions(filter: WorkloadFilter, limit = 50) {
  return infiniteQueryOptions({
    queryKey: workloadKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      get<WorkloadPage>('/api/v1/workloads', { ...filter, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function workloadOptions(id: number) {
  return queryOptions({
    queryKey: workloadKeys.detail(id),
    queryFn: ({ signal }) => get<WorkloadDetail>(`/api/v1/workloads/${id}`, {}, signal),
  })
}
