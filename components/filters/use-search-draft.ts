import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { IssueFacets } from '../../lib/contract/issues.ts'
import { complete, typedAt } from './search-edit.ts'
import { useSuggestions } from './use-suggestions.ts'

/** The text of the search box while it is typed, with what could come next. */
export function useSearchDraft({
  value,
  onChange,
  facets,
  input,
}: {
  value: string
  onChange: (text: string) => void
  facets: IssueFacets['facets'] | undefined
  input: RefObject<HTMLInputElement | null>
}) {
  const [draft, setDraft] = useState(value)
  /** Null while no suggestions are wanted. */
  const [caret, setCaret] = useState<number | null>(null)
  const [active, setActive] = useState(-1)
  // What the chips and the address say replaces what was typed.
  const [shown, setShown] = useState(value)
  if (shown !== value) {
    setShown(value)
    setDraft(value)
  }
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    input.current?.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  })

  const typed = caret === null ? null : typedAt(draft, caret)
  const suggestions = useSuggestions(typed, facets)
  const open = typed !== null && suggestions.length > 0

  const type = (text: string, at: number | null) => {
    setDraft(text)
    setCaret(at)
    setActive(-1)
  }
  const commit = (text: string) => {
    if (text.trim() !== value) onChange(text.trim())
  }
  const choose = (index: number) => {
    const chosen = suggestions[index]
    if (!typed || !chosen) return
    const next = complete(draft, typed, chosen.text)
    const unfinished = chosen.text.endsWith(':')
    wanted.current = next.caret
    type(next.text, unfinished ? next.caret : null)
    if (!unfinished) commit(next.text)
  }
  const step = (by: 1 | -1) => {
    const count = suggestions.length
    if (!open) setCaret(input.current?.selectionStart ?? draft.length)
    else if (active === -1) setActive(by === 1 ? 0 : count - 1)
    else setActive((active + by + count) % count)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') step(1)
    else if (event.key === 'ArrowUp') step(-1)
    else if ((event.key === 'Tab' || event.key === 'Enter') && open && active >= 0) choose(active)
    else if (event.key === 'Enter') {
      type(draft, null)
      commit(draft)
    } else if (event.key === 'Escape' && open) type(draft, null)
    else if (event.key === 'Escape') {
      type(value, null)
      event.currentTarget.blur()
    } else return
    event.preventDefault()
  }
  const leave = () => {
    setCaret(null)
    commit(draft)
  }
  return { draft, type, look: setCaret, leave, onKeyDown, open, suggestions, active, choose }
}
