import { queryOptions } from '@tanstack/react-query'
import type { Feed } from '../contract/feeds.ts'
import { get } from './api.ts'
import { feedKeys } from './query-keys.ts'

export const feedsOptions = queryOptions({
  queryKey: feedKeys.list,
  queryFn: ({ signal }) => get<{ rows: Feed[] }>('/api/v1/feeds', {}, signal),
})
