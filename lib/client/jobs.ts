import { queryOptions } from '@tanstack/react-query'
import type { BackgroundJob } from '../contract/jobs.ts'
import { get, send } from './api.ts'
import { jobKeys } from './query-keys.ts'

const LOOK_EVERY_MS = 1_000

export function isOver({ status }: BackgroundJob): boolean {
  return status === 'finished' || status === 'failed' || status === 'cancelled'
}

/** A piece of long work, looked at until it is over. */
export function jobOptions(id: number) {
  return queryOptions({
    queryKey: jobKeys.detail(id),
    queryFn: ({ signal }) => get<BackgroundJob>(`/api/v1/jobs/${id}`, {}, signal),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : LOOK_EVERY_MS),
  })
}

export function cancelJob(id: number) {
  return send<BackgroundJob>('POST', `/api/v1/jobs/${id}/cancel`)
}
