import { type InfiniteData, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type LiveTopic, useLive } from '../../lib/client/live.ts'
import { useThrottled } from './use-throttled.ts'

interface Page<Row> {
  rows: Row[]
  nextCursor: string | null
}

/**
 * What came since a list that begins with the newest was read. Rows that are shown change in place; new ones wait until somebody
 * asks for them, except in an empty list, which has no row that could move.
 */
export function useNews<Row extends { id: string }>(
  topic: LiveTopic,
  { queryKey, read }: { queryKey: QueryKey; read: () => Promise<Page<Row>> },
): { fresh: number; showFresh: () => void } {
  const queries = useQueryClient()
  const of = JSON.stringify(queryKey)
  const [news, setNews] = useState<{ of: string; page: Page<Row> } | null>(null)
  const page = news?.of === of ? news.page : null
  const kept = () => queries.getQueryData<InfiniteData<Page<Row>, string | null>>(queryKey)

  const show = (first: Page<Row>) => {
    queries.setQueryData(queryKey, { pages: [first], pageParams: [null] })
    setNews(null)
  }
  const look = async () => {
    if (!kept()) return
    // When it cannot be read, the next change asks again.
    const first = await read().catch(() => null)
    const shown = kept()
    if (!first || !shown) return
    if (shown.pages.every(({ rows }) => rows.length === 0)) return show(first)
    queries.setQueryData(queryKey, { ...shown, pages: shown.pages.map((one) => refreshed(one, first.rows)) })
    setNews({ of, page: first })
  }
  useLive(topic, useThrottled(look))

  return {
    fresh: page ? unseen(page, kept()?.pages ?? []) : 0,
    showFresh: () => {
      if (page) show(page)
      window.scrollTo({ top: 0 })
    },
  }
}

/** The page with what is known now of its rows. */
function refreshed<Row extends { id: string }>(page: Page<Row>, now: readonly Row[]): Page<Row> {
  const known = new Map(now.map((row) => [row.id, row]))
  return { ...page, rows: page.rows.map((row) => known.get(row.id) ?? row) }
}

function unseen<Row extends { id: string }>(page: Page<Row>, shown: readonly Page<Row>[]): number {
  const ids = new Set(shown.flatMap(({ rows }) => rows.map(({ id }) => id)))
  return page.rows.filter(({ id }) => !ids.has(id)).length
}
