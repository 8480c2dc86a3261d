import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs'
import { useCallback } from 'react'
import type { WorkloadFilter } from '../../lib/client/workloads.ts'

const PARSERS = {
  q: parseAsString.withDefault(''),
  team: parseAsString.withDefault(''),
  cluster: parseAsString.withDefault(''),
  gone: parseAsBoolean.withDefault(false),
}

/** The list's filters, kept in the URL; an empty one leaves no trace there. */
export function useWorkloadFilter() {
  const [{ q, team, cluster, gone }, setState] = useQueryStates(PARSERS, { history: 'replace' })
  const filter: WorkloadFilter = {
    ...(q && { q }),
    ...(team && { team }),
    ...(cluster && { cluster }),
    ...(gone && { gone }),
  }
  return {
    filter,
    isFiltered: Object.keys(filter).length > 0,
    setText: useCallback((text: string) => setState({ q: text || null }), [setState]),
    setTeam: useCallback((slug: string) => setState({ team: slug || null }), [setState]),
    setGone: (shown: boolean) => setState({ gone: shown || null }),
    clear: () => setState({ q: null, team: null, cluster: null, gone: null }),
  }
}
