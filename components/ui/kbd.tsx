'use client'

import { useSyncExternalStore } from 'react'

const NAMES: Record<string, string> = {
  mod: 'Ctrl',
  shift: 'Shift',
  enter: 'Enter',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
}

const never = () => () => {}
const isMac = () => /^(Mac|iP)/.test(navigator.platform)

/** A shortcut as lib/client/keys.ts writes it: `mod+k`, or keys after one another: `g i`. */
export function Kbd({ keys }: { keys: string }) {
  const mac = useSyncExternalStore(never, isMac, () => false)
  const chords = keys.split(' ')
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {chords.map((chord, position) => (
        <kbd
          // What was pressed up to here: a sequence may hold the same chord twice.
          key={chords.slice(0, position + 1).join(' ')}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-surface px-1 font-mono text-muted text-xs"
        >
          {chord
            .split('+')
            .map((key, at) => (key === 'mod' && mac ? '⌘' : (NAMES[key] ?? (at > 0 ? key.toUpperCase() : key))))
            .join(' ')}
        </kbd>
      ))}
    </span>
  )
}
