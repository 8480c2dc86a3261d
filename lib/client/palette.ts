import { useEffect, useSyncExternalStore } from 'react'
import type { ShortcutId } from './keys.ts'

/** One line of the command palette: it goes somewhere or does something. */
export interface PaletteItem {
  id: string
  label: string
  /** What is said more quietly beside it: where the thing is. */
  detail?: string
  shortcut?: ShortcutId
  href?: string
  run?: () => void
}

/** A group of lines: `items` are filtered by what is typed; `find` asks the server instead, from two characters on. */
export interface PaletteSource {
  id: string
  heading: string
  items?: readonly PaletteItem[]
  find?: (text: string, signal: AbortSignal) => Promise<PaletteItem[]>
}

const sources = new Map<string, PaletteSource>()
const listeners = new Set<() => void>()
let snapshot: readonly PaletteSource[] = []

function publish(): void {
  snapshot = [...sources.values()]
  for (const listener of listeners) listener()
}

/** Offers a source in the palette while the component is on the page. Keep `source` stable with useMemo. */
export function usePaletteSource(source: PaletteSource): void {
  useEffect(() => {
    sources.set(source.id, source)
    publish()
    return () => {
      if (sources.get(source.id) === source) sources.delete(source.id)
      publish()
    }
  }, [source])
}

const NONE: readonly PaletteSource[] = []

export function usePaletteSources(): readonly PaletteSource[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => snapshot,
    () => NONE,
  )
}
