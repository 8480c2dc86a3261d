import { useEffect, useRef } from 'react'
import { keySettings } from './key-settings.ts'
import { chordOf, KeyMatcher, type ShortcutId } from './keys.ts'

type Handlers = Partial<Record<ShortcutId, (event: KeyboardEvent) => void>>

/** Everyone who listens, the newest last: the newest that knows a shortcut gets it. */
const stack: { current: Handlers }[] = []
const matcher = new KeyMatcher()

/** Runs a handler when its shortcut is pressed, while the component is on the page. */
export function useShortcuts(handlers: Handlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    if (stack.length === 0) window.addEventListener('keydown', onKeyDown)
    stack.push(latest)
    return () => {
      stack.splice(stack.indexOf(latest), 1)
      if (stack.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const chord = chordOf(event)
  if (chord === null || (!chord.startsWith('mod+') && isElsewhere(event.target))) return
  const id = matcher.press(chord, event.timeStamp, keySettings())
  if (id === null || id === 'pending') return
  const handler = stack.findLast((listener) => listener.current[id])?.current[id]
  if (!handler) return
  event.preventDefault()
  handler(event)
}

/** Whether keys belong to what has the focus: a field, a menu, or a dialog that does not let shortcuts through. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('input:not([type=checkbox]), textarea, select')) return true
  return target.closest('[role=dialog]:not([data-shortcuts=through]), [role=menu], [role=listbox]') !== null
}
