import { parseAsBoolean, parseAsIsoDate, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useCallback } from 'react'
import type { DecisionFilter } from '../../lib/client/decisions.ts'

export const VERDICTS = ['allow', 'warn', 'deny'] as const

const PARSERS = {
  verdict: parseAsStringLiteral(VERDICTS),
  brokeGlass: parseAsBoolean.withDefault(false),
  trials: parseAsBoolean.withDefault(true),
  cluster: parseAsString.withDefault(''),
  namespace: parseAsString.withDefault(''),
  policy: parseAsString.withDefault(''),
  since: parseAsIsoDate,
}

/** What is chosen among the answers; those by break-glass are of any verdict. */
export type Answer = (typeof VERDICTS)[number] | 'broke-glass' | 'any'

/** The list's filters, kept in the URL; an empty one leaves no trace there. */
export function useDecisionFilter() {
  const [{ verdict, brokeGlass, trials, cluster, namespace, policy, since }, setState] = useQueryStates(PARSERS, {
    history: 'replace',
  })
  const filter: DecisionFilter = {
    ...(verdict && { verdict }),
    ...(brokeGlass && { brokeGlass }),
    ...(!trials && { trials }),
    ...(cluster && { cluster }),
    ...(namespace && { namespace }),
    ...(policy && { policy }),
    ...(since && { since: since.toISOString() }),
  }
  return {
    filter,
    isFiltered: Object.keys(filter).length > 0,
    answer: (brokeGlass ? 'broke-glass' : (verdict ?? 'any')) as Answer,
    setAnswer: (answer: Answer) =>
      setState({
        verdict: answer === 'any' || answer === 'broke-glass' ? null : answer,
        brokeGlass: answer === 'broke-glass' || null,
      }),
    setCluster: useCallback((value: string) => setState({ cluster: value || null }), [setState]),
    setNamespace: useCallback((value: string) => setState({ namespace: value || null }), [setState]),
    setPolicy: useCallback((value: string) => setState({ policy: value || null }), [setState]),
    withTrials: () => setState({ trials: null }),
    anyTime: () => setState({ since: null }),
    clear: () =>
      setState({
        ...{ verdict: null, brokeGlass: null, trials: null, since: null },
        ...{ cluster: null, namespace: null, policy: null },
      }),
  }
}
