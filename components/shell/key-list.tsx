'use client'

import { useState } from 'react'
import { changeKeySettings, useKeySettings } from '../../lib/client/key-settings.ts'
import { chordOf, conflictOf, keysOf, SHORTCUT_IDS, SHORTCUTS, type ShortcutId } from '../../lib/client/keys.ts'
import { Kbd } from '../ui/kbd.tsx'
import { Switch } from '../ui/switch.tsx'

const GROUPS = [...new Set(SHORTCUT_IDS.map((id) => SHORTCUTS[id].group))]

/** All shortcuts; pressing one's button and then a key changes it in this browser. */
export function KeyList() {
  const settings = useKeySettings()
  const [changing, setChanging] = useState<ShortcutId | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const take = (id: ShortcutId, keys: string) => {
    const clash = conflictOf(id, keys, settings)
    setChanging(null)
    if (clash) return setProblem(`${keys} already does "${SHORTCUTS[clash].label}".`)
    setProblem(null)
    changeKeySettings({ ...settings, keys: { ...settings.keys, [id]: keys } })
  }

  return (
    <>
      <Switch checked={settings.enabled} onChange={(enabled) => changeKeySettings({ ...settings, enabled })}>
        Single-key shortcuts
      </Switch>
      <p role="alert" className="min-h-5 text-danger text-xs">
        {problem}
      </p>
      <div className="columns-1 gap-8 sm:columns-2">
        {GROUPS.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 font-medium text-sm">{group}</h3>
            {SHORTCUT_IDS.filter((id) => SHORTCUTS[id].group === group).map((id) => (
              <div key={id} className="flex min-h-8 items-center justify-between gap-2 text-sm">
                <span id={`key-${id}`}>{SHORTCUTS[id].label}</span>
                <KeyButton
                  id={id}
                  keys={keysOf(id, settings)}
                  listening={changing === id}
                  onListen={() => setChanging(changing === id ? null : id)}
                  onKeys={(keys) => take(id, keys)}
                />
              </div>
            ))}
          </section>
        ))}
      </div>
    </>
  )
}

function KeyButton({
  id,
  keys,
  listening,
  onListen,
  onKeys,
}: {
  id: ShortcutId
  keys: string
  listening: boolean
  onListen: () => void
  onKeys: (keys: string) => void
}) {
  return (
    <button
      type="button"
      aria-label={listening ? 'Press the new key' : `${keys}: change`}
      aria-describedby={`key-${id}`}
      className="min-h-6 rounded-sm px-1 hover:bg-hover"
      onClick={onListen}
      onKeyDown={(event) => {
        if (!listening || ['Tab', 'Escape', 'Enter', ' '].includes(event.key)) return
        const chord = chordOf(event)
        if (chord === null) return
        event.preventDefault()
        event.stopPropagation()
        onKeys(SHORTCUTS[id].keys.startsWith('g ') ? `g ${chord}` : chord)
      }}
    >
      {listening ? <span className="text-accent text-xs">Press a key</span> : <Kbd keys={keys} />}
    </button>
  )
}
