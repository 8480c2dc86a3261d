import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { IssueSort } from '../../../lib/contract/issues.ts'
import { SORTS } from './queue-url.ts'

/** The queue's state that a link carries: the filters' text, the sort, and which issue is open beside the list. */
export function useQueueUrl(fallback: string) {
  const [{ q, sort, issue }, set] = useQueryStates({
    q: parseAsString.withDefault(fallback),
    sort: parseAsStringLiteral(SORTS).withDefault('risk'),
    issue: parseAsInteger,
  })
  return {
    q,
    sort: sort as IssueSort,
    openId: issue,
    setText: (text: string) => set({ q: text, issue: null }, { history: 'push' }),
    setSort: (next: string) => {
      const known = SORTS.find((candidate) => candidate === next)
      if (known) set({ sort: known }, { history: 'push' })
    },
    /** Going on inside the panel is one step of the history, however many issues were looked at. */
    openIssue: (id: number | null) =>
      set({ issue: id }, { history: issue === null || id === null ? 'push' : 'replace' }),
  }
}
