import { queryOptions } from '@tanstack/react-query'
import type { AllowedHost } from '../contract/allowed-hosts.ts'
import type { DeadLetter, RouteDelivery } from '../contract/route-deliveries.ts'
import type { Route, RouteProvider } from '../contract/routes.ts'
import { get } from './api.ts'
import { routeKeys } from './query-keys.ts'

interface Rows<Row> {
  rows: Row[]
}
/** States of endpoints change by themselves. */
const REFRESH_MS = 15_000

export const routesOptions = queryOptions({
  queryKey: routeKeys.list,
  queryFn: ({ signal }) => get<Rows<Route>>('/api/v1/routes', {}, signal),
  refetchInterval: REFRESH_MS,
})

export const routeOptions = (id: number) =>
  queryOptions({
    queryKey: routeKeys.detail(id),
    queryFn: ({ signal }) => get<Route>(`/api/v1/routes/${id}`, {}, signal),
    refetchInterval: REFRESH_MS,
  })

export const deliveriesOptions = (id: number) =>
  queryOptions({
    queryKey: routeKeys.deliveries(id),
    queryFn: ({ signal }) => get<Rows<RouteDelivery>>(`/api/v1/routes/${id}/deliveries`, {}, signal),
    refetchInterval: REFRESH_MS,
  })

export const routeProvidersOptions = queryOptions({
  queryKey: routeKeys.providers,
  queryFn: ({ signal }) => get<Rows<RouteProvider>>('/api/v1/route-providers', {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

export const deadLettersOptions = queryOptions({
  queryKey: routeKeys.deadLetters,
  queryFn: ({ signal }) => get<Rows<DeadLetter>>('/api/v1/dead-letters', {}, signal),
  refetchInterval: REFRESH_MS,
})

export const allowedHostsOptions = queryOptions({
  queryKey: routeKeys.hosts,
  queryFn: ({ signal }) => get<Rows<AllowedHost>>('/api/v1/allowed-hosts', {}, signal),
})
