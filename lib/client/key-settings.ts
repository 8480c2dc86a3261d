import { useSyncExternalStore } from 'react'
import { DEFAULT_KEY_SETTINGS, type KeySettings, SHORTCUT_IDS, type ShortcutId } from './keys.ts'

const STORAGE_KEY = 'plimsoll.keys'
const listeners = new Set<() => void>()
let cached: KeySettings | undefined

/** What this browser keeps, or the defaults where it keeps nothing that can be read. */
export function keySettings(): KeySettings {
  cached ??= parse(readStorage())
  return cached
}

export function changeKeySettings(settings: KeySettings): void {
  cached = settings
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(settings))
  } catch {
    // Storage is full or forbidden: the change then holds until the page is left.
  }
  for (const listener of listeners) listener()
}

export function useKeySettings(): KeySettings {
  return useSyncExternalStore(subscribe, keySettings, () => DEFAULT_KEY_SETTINGS)
}

function subscribe(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key !== STORAGE_KEY) return
    cached = parse(event.newValue)
    listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', fromOtherTab)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', fromOtherTab)
  }
}

function readStorage(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY)
  } catch {
    return null
  }
}

function parse(text: string | null): KeySettings {
  if (text === null) return DEFAULT_KEY_SETTINGS
  let stored: unknown
  try {
    stored = JSON.parse(text)
  } catch {
    return DEFAULT_KEY_SETTINGS
  }
  if (typeof stored !== 'object' || stored === null) return DEFAULT_KEY_SETTINGS
  const given: Record<string, unknown> = 'keys' in stored && typeof stored.keys === 'object' ? { ...stored.keys } : {}
  const keys: Partial<Record<ShortcutId, string>> = {}
  for (const id of SHORTCUT_IDS) {
    const value = given[id]
    if (typeof value === 'string' && value !== '') keys[id] = value
  }
  return { enabled: !('enabled' in stored) || stored.enabled !== false, keys }
}
