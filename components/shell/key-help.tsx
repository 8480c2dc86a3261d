'use client'

import { changeKeySettings } from '../../lib/client/key-settings.ts'
import { DEFAULT_KEY_SETTINGS } from '../../lib/client/keys.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { KeyList } from './key-list.tsx'

/** All shortcuts, over whatever page is open. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="All keys"
      description="Press a key's button, then the new key. Kept in this browser."
      width="medium"
      footer={<Button onClick={() => changeKeySettings(DEFAULT_KEY_SETTINGS)}>Restore all</Button>}
    >
      <KeyList />
    </Dialog>
  )
}
