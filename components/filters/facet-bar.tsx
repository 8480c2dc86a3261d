'use client'

import { X } from 'lucide-react'
import type { IssueFacets } from '../../lib/contract/issues.ts'
import { FACET_FIELDS, parseSearchTerms, type SearchTerm } from '../../lib/domain/issue-search.ts'
import { buttonClass } from '../ui/button.tsx'
import { FacetButton } from './facet-button.tsx'
import { FIELD_WORDS } from './filter-words.ts'
import { toggleTerm } from './search-edit.ts'

const FACET_SET: ReadonlySet<string | null> = new Set(FACET_FIELDS)

/** The same filters as the text, to press: each field with its values and counts, and a chip for every other term. */
export function FacetBar({
  text,
  onChange,
  facets,
}: {
  text: string
  onChange: (text: string) => void
  facets: IssueFacets | undefined
}) {
  const terms = parseSearchTerms(text)
  const others = terms.filter((term) => !FACET_SET.has(term.field) || term.problem)
  return (
    <fieldset
      aria-label="Filters"
      className="flex min-w-0 items-center gap-1 px-4 py-0.5 max-sm:overflow-x-auto sm:flex-wrap print:hidden"
    >
      {FACET_FIELDS.map((field) => (
        <FacetButton
          key={field}
          field={field}
          chosen={terms.filter((term) => term.field === field && !term.problem).map((term) => term.value)}
          values={facets?.facets[field]}
          bounded={facets?.bounded ?? false}
          text={text}
          onChange={onChange}
        />
      ))}
      {others.map((term) => (
        <Chip
          key={`${term.field}:${term.value}`}
          term={term}
          onRemove={() => onChange(toggleTerm(text, { field: term.field, value: term.value }))}
        />
      ))}
    </fieldset>
  )
}

/** A term that is no facet, or that was not understood and so filters nothing. */
function Chip({ term, onRemove }: { term: SearchTerm; onRemove: () => void }) {
  const name = term.field === null ? 'Text' : FIELD_WORDS[term.field].label
  return (
    <button
      type="button"
      title={term.problem ? `Filters nothing. ${term.problem}` : undefined}
      aria-label={`Remove ${name} ${term.value}${term.problem ? `, which filters nothing: ${term.problem}` : ''}`}
      onClick={onRemove}
      className={buttonClass(
        { size: 'small' },
        `max-w-64 ${term.problem ? 'border-warn! text-warn!' : 'bg-selected!'}`,
      )}
    >
      <span className="font-normal text-muted">{name}</span>
      <span className="truncate">{term.value}</span>
      {term.problem && <span className="font-normal">(not understood)</span>}
      <X aria-hidden="true" />
    </button>
  )
}
