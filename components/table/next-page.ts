import type { UseInfiniteQueryResult } from '@tanstack/react-query'

/** The page after the last one shown. */
export interface NextPage {
  has: boolean
  loading: boolean
  failed: boolean
  load: () => void
}

type Paged = Pick<
  UseInfiniteQueryResult,
  'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'
>

/** What a table needs to go on in a list that is read page by page. */
export function nextPage(list: Paged): NextPage {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  return { has: hasNextPage, loading: isFetchingNextPage, failed: isFetchNextPageError, load: fetchNextPage }
}
