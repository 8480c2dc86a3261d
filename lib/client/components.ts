import { infiniteQueryOptions } from '@tanstack/react-query'
import type { ComponentPage } from '../contract/components.ts'
import { apiUrl, get } from './api.ts'
import { componentKeys } from './query-keys.ts'

export interface ComponentQuestion {
  q: string
  range?: string
  running?: boolean
}

/** Who ships a component, page after page; asked only when one is named. */
export function componentSearchOptions(question: ComponentQuestion, limit = 50) {
  return infiniteQueryOptions({
    queryKey: componentKeys.search({ ...question }),
    queryFn: ({ pageParam, signal }) =>
      get<ComponentPage>('/api/v1/components', { ...question, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: question.q !== '',
    retry: false,
  })
}

export function componentExportUrl(question: ComponentQuestion, format: 'csv' | 'json'): string {
  return apiUrl('/api/v1/components/export', { ...question, format })
}
