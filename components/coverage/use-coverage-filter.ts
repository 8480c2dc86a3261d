import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useCallback } from 'react'
import type { CoverageFilter } from '../../lib/client/coverage.ts'
import { STAGES, type Stage } from '../../lib/domain/observation.ts'

const PARSERS = {
  q: parseAsString.withDefault(''),
  team: parseAsString.withDefault(''),
  gap: parseAsStringLiteral(STAGES),
}

/** What the page is narrowed to, kept in the URL. */
export function useCoverageFilter() {
  const [{ q, team, gap }, setState] = useQueryStates(PARSERS, { history: 'replace' })
  const filter: CoverageFilter = { ...(q && { q }), ...(team && { team }), ...(gap && { gap }) }
  return {
    filter,
    isFiltered: Object.keys(filter).length > 0,
    setText: useCallback((text: string) => setState({ q: text || null }), [setState]),
    setTeam: useCallback((slug: string) => setState({ team: slug || null }), [setState]),
    setGap: (stage: Stage | null) => setState({ gap: stage }),
    clear: () => setState({ q: null, team: null, gap: null }),
  }
}
