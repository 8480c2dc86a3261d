import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useCallback } from 'react'
import type { FixListFilter } from '../../lib/client/fixes.ts'
import { EFFORTS, type Effort, FIX_KINDS, FIX_STATUSES, type FixKind } from '../../lib/domain/fix/words.ts'

export const STATUS_CHOICES = ['going-on', ...FIX_STATUSES.filter((status) => status !== 'verified'), 'done'] as const
export type StatusChoice = (typeof STATUS_CHOICES)[number]

const PARSERS = {
  team: parseAsString.withDefault(''),
  kind: parseAsStringLiteral(FIX_KINDS),
  effort: parseAsStringLiteral(EFFORTS),
  status: parseAsStringLiteral(STATUS_CHOICES).withDefault('going-on'),
}

/** The list's filters, kept in the URL; an empty one leaves no trace there. */
export function useFixFilter() {
  const [{ team, kind, effort, status }, setState] = useQueryStates(PARSERS, { history: 'replace' })
  return {
    filter: {
      ...(team && { team }),
      ...(kind && { kind }),
      ...(effort && { effort }),
      ...(status !== 'going-on' && { status }),
    } satisfies FixListFilter,
    status,
    isFiltered: Boolean(team || kind || effort || status !== 'going-on'),
    setTeam: useCallback((slug: string) => setState({ team: slug || null }), [setState]),
    setKind: (to: FixKind | null) => setState({ kind: to }),
    setEffort: (to: Effort | null) => setState({ effort: to }),
    setStatus: (to: StatusChoice) => setState({ status: to }),
    clear: () => setState({ team: null, kind: null, effort: null, status: null }),
  }
}
