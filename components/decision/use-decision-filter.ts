import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useCallback } from 'react'
import type { DecisionFilter } from '../../lib/client/decisions.ts'

export const VERDICTS = ['allow', 'warn', 'deny'] as const

const PARSERS = {
  verdict: parseAsStringLiteral(VERDICTS),
  cluster: parseAsString.withDefault(''),
  namespace: parseAsString.withDefault(''),
  policy: parseAsString.withDefault(''),
}

/** The list's filters, kept in the URL; an empty one leaves no trace there. */
export function useDecisionFilter() {
  const [{ verdict, cluster, namespace, policy }, setState] = useQueryStates(PARSERS, { history: 'replace' })
  const filter: DecisionFilter = {
    ...(verdict && { verdict }),
    ...(cluster && { cluster }),
    ...(namespace && { namespace }),
    ...(policy && { policy }),
  }
  return {
    filter,
    isFiltered: Object.keys(filter).length > 0,
    setVerdict: (value: (typeof VERDICTS)[number] | null) => setState({ verdict: value }),
    setCluster: useCallback((value: string) => setState({ cluster: value || null }), [setState]),
    setNamespace: useCallback((value: string) => setState({ namespace: value || null }), [setState]),
    setPolicy: useCallback((value: string) => setState({ policy: value || null }), [setState]),
    clear: () => setState({ verdict: null, cluster: null, namespace: null, policy: null }),
  }
}
