import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { issueFacetsOptions, issueListOptions, readIssues } from '../../../lib/client/issues.ts'
import { useLive } from '../../../lib/client/live.ts'
import { issueKeys } from '../../../lib/client/query-keys.ts'
import type { IssuePage, IssueSort } from '../../../lib/contract/issues.ts'
import { useThrottled } from '../../table/use-throttled.ts'
import { newCount } from './new-count.ts'
import { PAGE_SIZE } from './queue-url.ts'

/** The list, its facets, and what arrived since it was read. Rows stay as read until somebody asks for the new ones. */
export function useQueue(q: string, sort: IssueSort) {
  const queries = useQueryClient()
  const options = issueListOptions(q, sort, PAGE_SIZE)
  const list = useInfiniteQuery({
    ...options,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const facets = useQuery({ ...issueFacetsOptions(q), placeholderData: keepPreviousData })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])

  const [news, setNews] = useState<{ of: string; page: IssuePage } | null>(null)
  const of = `${sort} ${q}`
  const page = news?.of === of ? news.page : null
  const fresh = page && list.data ? newCount(list.data.pages, page) : 0

  const show = (first: IssuePage) => {
    queries.setQueryData(options.queryKey, { pages: [first], pageParams: [null] })
    setNews(null)
  }
  const look = async () => {
    void queries.invalidateQueries({ queryKey: issueKeys.facets(q) })
    // When it cannot be read, the next change asks again.
    const first = await readIssues(q, sort, PAGE_SIZE).catch(() => null)
    // An empty list has no row that could move.
    if (first && rows.length === 0) show(first)
    else if (first) setNews({ of, page: first })
  }
  useLive('issues', useThrottled(look))

  return {
    list,
    rows,
    facets: facets.data,
    total: list.data?.pages[0]?.total ?? null,
    fresh,
    showFresh: () => {
      if (page) show(page)
      window.scrollTo({ top: 0 })
    },
  }
}
