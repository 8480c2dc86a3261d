import { clsx } from 'clsx'
import { useEffect, useRef } from 'react'
import type { Suggestion } from './use-suggestions.ts'

/** What could be typed next, under the search box. The focus stays in the box. */
export function SuggestionList({
  id,
  open,
  suggestions,
  active,
  onChoose,
}: {
  id: string
  open: boolean
  suggestions: readonly Suggestion[]
  active: number
  onChoose: (index: number) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Suggestions"
      hidden={!open}
      className="absolute top-9 right-0 left-0 z-40 max-h-80 max-w-xl overflow-y-auto rounded-md border border-line-strong bg-raised py-1"
    >
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the focus and the keys
        <div
          key={suggestion.text}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The box keeps the focus, so that it is not left before the choice.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(index)}
          className={clsx(
            'flex min-h-7 cursor-default items-baseline gap-3 px-3 py-1',
            index === active ? 'bg-selected' : 'hover:bg-hover',
          )}
        >
          <span className="min-w-0 max-w-2/3 shrink-0 truncate font-mono text-xs">{suggestion.text}</span>
          <span className="min-w-0 truncate text-muted text-xs">{suggestion.detail}</span>
        </div>
      ))}
    </div>
  )
}
