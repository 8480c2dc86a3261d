import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useCallback } from 'react'
import type { ImageFilter } from '../../lib/client/images.ts'
import { IMAGE_SORTS, type ImageSort } from '../../lib/contract/images.ts'

const PARSERS = {
  q: parseAsString.withDefault(''),
  team: parseAsString.withDefault(''),
  running: parseAsBoolean.withDefault(false),
  neverScanned: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(IMAGE_SORTS).withDefault('repository'),
}

/** The list's filters and order, kept in the URL; an empty one leaves no trace there. */
export function useImageFilter() {
  const [{ q, team, running, neverScanned, sort }, setState] = useQueryStates(PARSERS, { history: 'replace' })
  const narrowed: ImageFilter = {
    ...(q && { q }),
    ...(team && { team }),
    ...(running && { running }),
    ...(neverScanned && { neverScanned }),
  }
  return {
    filter: { ...narrowed, ...(sort !== 'repository' && { sort }) } satisfies ImageFilter,
    sort,
    isFiltered: Object.keys(narrowed).length > 0,
    setText: useCallback((text: string) => setState({ q: text || null }), [setState]),
    setTeam: useCallback((slug: string) => setState({ team: slug || null }), [setState]),
    setRunning: (on: boolean) => setState({ running: on || null }),
    setNeverScanned: (on: boolean) => setState({ neverScanned: on || null }),
    setSort: (to: ImageSort) => setState({ sort: to }),
    clear: () => setState({ q: null, team: null, running: null, neverScanned: null }),
  }
}
