'use client'

import { clsx } from 'clsx'
import { Search, X } from 'lucide-react'
import { useId, useRef } from 'react'
import { useShortcuts } from '../../lib/client/use-shortcuts.ts'
import type { IssueFacets } from '../../lib/contract/issues.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { SuggestionList } from './suggestion-list.tsx'
import { useSearchDraft } from './use-search-draft.ts'

/**
 * The filters as one text, with the fields and values that could come next. The text counts when Enter is pressed, when
 * a value is chosen, and when the box is left.
 */
export function SearchBox({
  value,
  onChange,
  facets,
}: {
  value: string
  onChange: (text: string) => void
  facets: IssueFacets['facets'] | undefined
}) {
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const { draft, type, look, leave, onKeyDown, open, suggestions, active, choose } = useSearchDraft({
    value,
    onChange,
    facets,
    input,
  })
  useShortcuts({
    filter: () => {
      input.current?.focus()
      input.current?.select()
    },
  })

  return (
    <search className="relative min-w-0 flex-1 max-sm:basis-full print:hidden">
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" aria-hidden="true" />
      <input
        ref={input}
        value={draft}
        placeholder="severity:critical team:payments openssl"
        aria-label="Filter issues"
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? `${list}-${active}` : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={2000}
        onChange={(event) => type(event.target.value, event.target.selectionStart)}
        onKeyDown={onKeyDown}
        onClick={(event) => look(event.currentTarget.selectionStart)}
        onBlur={leave}
        className={clsx(
          'h-8 w-full rounded-md border border-control bg-raised pl-8 font-mono text-ink text-xs hover:border-ink focus-visible:outline-offset-0',
          draft ? 'pr-9' : 'pr-2.5',
        )}
      />
      {draft !== '' && (
        <span className="absolute top-1 right-1">
          <IconButton label="Clear all filters" size="small" onClick={() => onChange('')}>
            <X aria-hidden="true" />
          </IconButton>
        </span>
      )}
      <SuggestionList id={list} open={open} suggestions={suggestions} active={active} onChoose={choose} />
    </search>
  )
}
