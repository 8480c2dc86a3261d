'use client'

import { changeKeySettings } from '../../lib/client/key-settings.ts'
import { DEFAULT_KEY_SETTINGS } from '../../lib/client/keys.ts'
import { KeyList } from '../shell/key-list.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'

/** The keys, as a page of their own for who would not think of pressing "?". */
export function Shortcuts() {
  return (
    <Section title="Keys" note="Press a key’s button, then the new key. Kept in this browser.">
      <div className="max-w-3xl">
        <KeyList />
        <Button onClick={() => changeKeySettings(DEFAULT_KEY_SETTINGS)}>Restore all</Button>
      </div>
    </Section>
  )
}
