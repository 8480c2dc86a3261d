import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { issueSuggestOptions } from '../../lib/client/issues.ts'
import type { FacetValue, IssueFacets, SuggestField } from '../../lib/contract/issues.ts'
import { printSearchTerm, SEARCH_FIELDS, type SearchField, valuesOf } from '../../lib/domain/issue-search.ts'
import { FIELD_WORDS, valueWords } from './filter-words.ts'
import type { Typed } from './search-edit.ts'

export interface Suggestion {
  /** What is typed by choosing it; with a colon at its end when a value is still to come. */
  text: string
  detail: string
}

type Facets = IssueFacets['facets'] | undefined

const PAUSE_MS = 120
const MAX_SHOWN = 12
const MIN_WORD = 2
/** What such a field takes beside the teams that there are. */
const OWN_VALUES: Partial<Record<SearchField, readonly string[]>> = { team: ['mine', 'none'], waiting: ['mine', 'any'] }

/** What could be meant by what is being typed; nothing while nothing is. */
export function useSuggestions(typed: Typed | null, facets: Facets): Suggestion[] {
  const asked = useSettled(typed?.prefix ?? '')
  const open = typed?.field && !valuesOf(typed.field) ? (typed.field as SuggestField) : null
  const { data } = useQuery({
    ...issueSuggestOptions(open ?? 'team', asked),
    enabled: open !== null,
    placeholderData: keepPreviousData,
  })
  if (!typed) return []
  const prefix = typed.prefix.toLowerCase()
  if (open !== null) return openValues(open, data?.values ?? [], prefix)
  if (typed.field) return closedValues(typed.field, facets, prefix)
  const fields = SEARCH_FIELDS.filter((field) => field.startsWith(prefix)).map((field) => ({
    text: `${field}:`,
    detail: FIELD_WORDS[field].about,
  }))
  if (prefix.length < MIN_WORD) return fields
  return [...fields, ...SEARCH_FIELDS.flatMap((field) => closedValues(field, facets, prefix))].slice(0, MAX_SHOWN)
}

/** Values of a field that has few, with the number of issues that each would show. */
function closedValues(field: SearchField, facets: Facets, prefix: string): Suggestion[] {
  const counted = (facets as Partial<Record<SearchField, FacetValue[]>> | undefined)?.[field]
  return (valuesOf(field) ?? [])
    .filter((value) => value.startsWith(prefix))
    .map((value) => {
      const count = counted?.find((known) => known.value === value)?.count
      const words = valueWords(field, value)
      return {
        text: `${field}:${value}`,
        detail: count === undefined ? words : `${words} · ${count.toLocaleString('en-GB')}`,
      }
    })
}

/** Values that come from the data. While the answer is under way, those of the question before that still fit. */
function openValues(field: SuggestField, values: readonly { value: string; label: string }[], prefix: string) {
  const found = values.map(({ value, label }) => ({
    text: printSearchTerm({ field, value }),
    detail: label === value ? '' : label,
  }))
  const own = (OWN_VALUES[field] ?? []).map((value) => ({
    text: `${field}:${value}`,
    detail: valueWords(field, value),
  }))
  return [...own, ...found]
    .filter(({ text, detail }) => text.toLowerCase().includes(prefix) || detail.toLowerCase().includes(prefix))
    .slice(0, MAX_SHOWN)
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
