import { queryOptions } from '@tanstack/react-query'
import type { ClockVersion } from '../contract/clocks.ts'
import { get, send } from './api.ts'
import { clockKeys } from './query-keys.ts'

export const clocksOptions = queryOptions({
  queryKey: clockKeys.current,
  queryFn: ({ signal }) => get<ClockVersion>('/api/v1/clocks', {}, signal),
})

export const clockVersionsOptions = queryOptions({
  queryKey: clockKeys.versions,
  queryFn: ({ signal }) => get<{ rows: ClockVersion[] }>('/api/v1/clocks/versions', {}, signal),
})

/** Sets the clocks; `version` is the one that the person saw. The answer names the job that dates the issues again. */
export function saveClocks(version: number, reason: string, policy: ClockVersion['policy']) {
  return send<ClockVersion & { jobId: number }>('PUT', '/api/v1/clocks', { version, reason, policy })
}
