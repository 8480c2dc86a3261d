import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs'
import { useCallback } from 'react'
import type { ComponentQuestion } from '../../lib/client/components.ts'

const PARSERS = {
  q: parseAsString.withDefault(''),
  range: parseAsString.withDefault(''),
  running: parseAsBoolean.withDefault(false),
}

/** What is asked, kept in the URL. */
export function useComponentQuestion() {
  const [{ q, range, running }, setState] = useQueryStates(PARSERS, { history: 'replace' })
  const question: ComponentQuestion = {
    q: q.trim(),
    ...(range.trim() && { range: range.trim() }),
    ...(running && { running }),
  }
  return {
    question,
    typed: { q, range },
    setName: useCallback((text: string) => setState({ q: text || null }), [setState]),
    setRange: useCallback((text: string) => setState({ range: text || null }), [setState]),
    setRunning: (on: boolean) => setState({ running: on || null }),
    clear: () => setState({ range: null, running: null }),
  }
}
