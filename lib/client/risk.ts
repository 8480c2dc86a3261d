import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { WeightsPreview, WeightsVersion } from '../contract/risk.ts'
import type { RiskWeights } from '../domain/risk-weights.ts'
import { get, send } from './api.ts'
import { riskKeys } from './query-keys.ts'

export const weightsOptions = queryOptions({
  queryKey: riskKeys.weights,
  queryFn: ({ signal }) => get<WeightsVersion>('/api/v1/risk/weights', {}, signal),
})

export const weightsVersionsOptions = infiniteQueryOptions({
  queryKey: riskKeys.versions,
  queryFn: ({ pageParam, signal }) =>
    get<{ rows: WeightsVersion[]; nextCursor: string | null }>(
      '/api/v1/risk/weights/versions',
      { cursor: pageParam, limit: 20 },
      signal,
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})

export function previewWeights(weights: RiskWeights) {
  return send<WeightsPreview>('POST', '/api/v1/risk/weights/preview', { weights })
}

export function saveWeights(wanted: {
  basedOn: number
  weights: RiskWeights
  reason: string
  restoredFrom: number | null
}) {
  return send<WeightsVersion>('POST', '/api/v1/risk/weights', wanted)
}
