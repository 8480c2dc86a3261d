/** The declared shortcuts. `mod` is Ctrl, or Command on a Mac; keys after a blank are pressed one after the other. */
export const SHORTCUTS = {
  palette: { keys: 'mod+k', label: 'Search and commands', group: 'Everywhere' },
  help: { keys: '?', label: 'All keys', group: 'Everywhere' },
  filter: { keys: '/', label: 'Filter', group: 'Everywhere' },
  'go.issues': { keys: 'g i', label: 'Go to issues', group: 'Go' },
  'go.overview': { keys: 'g o', label: 'Go to the overview', group: 'Go' },
  'go.my-team': { keys: 'g t', label: 'Go to my team', group: 'Go' },
  'go.fixes': { keys: 'g f', label: 'Go to fixes', group: 'Go' },
  'go.workloads': { keys: 'g w', label: 'Go to workloads', group: 'Go' },
  'go.images': { keys: 'g m', label: 'Go to images', group: 'Go' },
  'go.components': { keys: 'g c', label: 'Go to components', group: 'Go' },
  'go.decisions': { keys: 'g d', label: 'Go to decisions', group: 'Go' },
  'go.trends': { keys: 'g n', label: 'Go to trends', group: 'Go' },
  'go.coverage': { keys: 'g v', label: 'Go to coverage', group: 'Go' },
  'go.sources': { keys: 'g s', label: 'Go to sources', group: 'Go' },
  'go.reports': { keys: 'g r', label: 'Go to reports', group: 'Go' },
  'go.settings': { keys: 'g e', label: 'Go to settings', group: 'Go' },
  'list.next': { keys: 'j', label: 'Next row', group: 'Lists' },
  'list.previous': { keys: 'k', label: 'Previous row', group: 'Lists' },
  'list.open': { keys: 'o', label: 'Open the row', group: 'Lists' },
  'list.select': { keys: 'x', label: 'Select the row', group: 'Lists' },
  'issue.assign': { keys: 'a', label: 'Assign', group: 'Issues' },
  'issue.team': { keys: 't', label: 'Change the team', group: 'Issues' },
  'issue.end': { keys: 'e', label: 'Resolve or dismiss', group: 'Issues' },
  'issue.accept': { keys: 's', label: 'Accept the risk until a date', group: 'Issues' },
  'issue.comment': { keys: 'c', label: 'Comment', group: 'Issues' },
  'issue.acknowledge': { keys: 'y', label: 'Acknowledge, or take it back', group: 'Issues' },
  'issue.snooze': { keys: 'z', label: 'Snooze until a date, or end the snooze', group: 'Issues' },
  'issue.resolve': { keys: 'r', label: 'Resolve by hand', group: 'Issues' },
  'issue.approve': { keys: 'p', label: 'Approve an acceptance', group: 'Issues' },
  'issue.link': { keys: 'l', label: 'Link a ticket', group: 'Issues' },
  'issue.merge': { keys: 'm', label: 'Join to another issue', group: 'Issues' },
} as const satisfies Record<string, { keys: string; label: string; group: string }>

export type ShortcutId = keyof typeof SHORTCUTS
export const SHORTCUT_IDS = Object.keys(SHORTCUTS) as ShortcutId[]

/** What a person changed: `enabled` false switches every single-key shortcut off (WCAG 2.1.4); `keys` holds remaps. */
export interface KeySettings {
  enabled: boolean
  keys: Partial<Record<ShortcutId, string>>
}
export const DEFAULT_KEY_SETTINGS: KeySettings = { enabled: true, keys: {} }

export function keysOf(id: ShortcutId, settings: KeySettings): string {
  return settings.keys[id] ?? SHORTCUTS[id].keys
}

/** A shortcut with a modifier cannot be typed by accident, so it stays on when the others are off. */
function isOn(keys: string, settings: KeySettings): boolean {
  return settings.enabled || keys.startsWith('mod+')
}

/** The shortcut whose keys are these, or could not be told from them because one begins with the other. */
export function conflictOf(id: ShortcutId, keys: string, settings: KeySettings): ShortcutId | null {
  const clash = SHORTCUT_IDS.find((other) => {
    if (other === id) return false
    const taken = keysOf(other, settings)
    return taken === keys || taken.startsWith(`${keys} `) || keys.startsWith(`${taken} `)
  })
  return clash ?? null
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** A press as it is written in SHORTCUTS, or null for a modifier alone and for what belongs to the browser. */
export function chordOf(press: Press): string | null {
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'CapsLock', 'Dead', 'Process'].includes(press.key)) return null
  // AltGr types characters on many keyboards and reads as Ctrl+Alt.
  if (press.altKey && !press.ctrlKey) return null
  const key = press.key === ' ' ? 'space' : press.key.toLowerCase()
  const mod = (press.ctrlKey || press.metaKey) && !press.altKey
  const shift = press.shiftKey && (mod || key.length > 1 || /\p{L}/u.test(key))
  return `${mod ? 'mod+' : ''}${shift ? 'shift+' : ''}${key}`
}

const SEQUENCE_MS = 1200

/** Recognises shortcuts in a stream of presses, one at a time. */
export class KeyMatcher {
  private pressed: string[] = []
  private lastAt = Number.NEGATIVE_INFINITY

  /** The shortcut that this press completes, `pending` inside a sequence, or null. `now` in milliseconds. */
  press(chord: string, now: number, settings: KeySettings): ShortcutId | 'pending' | null {
    if (now - this.lastAt > SEQUENCE_MS) this.pressed = []
    this.lastAt = now
    const candidates = [[...this.pressed, chord].join(' '), chord]
    for (const keys of candidates) {
      const found = SHORTCUT_IDS.find((id) => keysOf(id, settings) === keys && isOn(keys, settings))
      if (found) {
        this.pressed = []
        return found
      }
      const begins = SHORTCUT_IDS.some((id) => keysOf(id, settings).startsWith(`${keys} `) && isOn(keys, settings))
      if (begins) {
        this.pressed = keys.split(' ')
        return 'pending'
      }
    }
    this.pressed = []
    return null
  }
}
