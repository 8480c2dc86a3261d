import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { loadHistoryOptions, loadListOptions } from '../../lib/client/load.ts'
import type { LoadHistory, LoadRow } from '../../lib/contract/load.ts'

const DAYS = 30
/** As many as one question for their history may name. */
const MOST = 200

interface SubjectLoads {
  loads: ReadonlyMap<number, LoadRow> | undefined
  history: LoadHistory | undefined
  scale: number
  /** Why the loads could not be read. */
  error: unknown
  refetch: () => void
}

/** The loads of the teams or clusters in a settings table, by id, with how they changed in the last 30 days. */
export function useSubjectLoads(kind: 'team' | 'cluster', ids: readonly number[]): SubjectLoads {
  const list = useInfiniteQuery(loadListOptions(kind, MOST))
  const history = useQuery(loadHistoryOptions(kind, ids.slice(0, MOST), DAYS))
  const rows = list.data?.pages.flatMap((page) => page.rows)
  return {
    loads: rows && new Map(rows.map((row) => [row.id, row])),
    history: history.data,
    error: list.error,
    refetch: () => void list.refetch(),
    scale: Math.max(1, ...(rows ?? []).map(({ load }) => load)),
  }
}
