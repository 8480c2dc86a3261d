'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useKeySettings } from '../../lib/client/key-settings.ts'
import { keysOf } from '../../lib/client/keys.ts'
import { type PaletteItem, usePaletteSources } from '../../lib/client/palette.ts'
import { Kbd } from '../ui/kbd.tsx'
import { BACKDROP_CLASS } from '../ui/overlay.ts'
import { DESTINATIONS } from './destinations.ts'
import { useFound } from './use-found.ts'

const GROUP_CLASS =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs'

/** Go anywhere, do anything: the pages, and whatever the open page offers through usePaletteSource. */
export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const sources = usePaletteSources()
  const { found, asking, failed } = useFound(text)

  const choose = (item: PaletteItem) => {
    onClose()
    if (item.href) router.push(item.href)
    item.run?.()
  }
  const pages: PaletteItem[] = [
    ...DESTINATIONS.map(({ href, label, shortcut }) => ({ id: href, label, shortcut, href })),
    { id: 'help', label: 'All keys', shortcut: 'help' as const, run: onHelp },
  ]

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP_CLASS} />
        <Dialog.Popup className="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-md border border-line-strong bg-raised">
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Command label="Search and commands" loop>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="Go to, do, or search"
              className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none"
            />
            <Command.List className="max-h-[50dvh] overflow-y-auto py-1">
              <Command.Empty className="px-4 py-6 text-muted text-sm">
                {asking ? 'Searching' : 'Nothing fits'}
              </Command.Empty>
              {sources.map(
                (source) =>
                  source.items && (
                    <Group key={source.id} heading={source.heading} items={source.items} onChoose={choose} />
                  ),
              )}
              <Group heading="Go to" items={pages} onChoose={choose} />
              {found.map(({ source, items }) => (
                <Group key={source.id} heading={source.heading} items={items} onChoose={choose} always />
              ))}
              {failed && (
                <Command.Item forceMount disabled className="px-3 py-2 text-danger text-sm">
                  The search did not answer. Change the text to try again.
                </Command.Item>
              )}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Group({
  heading,
  items,
  onChoose,
  always = false,
}: {
  heading: string
  items: readonly PaletteItem[]
  onChoose: (item: PaletteItem) => void
  /** Already filtered, by the server. */
  always?: boolean
}) {
  const settings = useKeySettings()
  return (
    <Command.Group heading={heading} className={GROUP_CLASS} forceMount={always}>
      {items.map((item) => (
        <Command.Item
          key={item.id}
          value={item.id}
          keywords={[item.label, item.detail ?? '']}
          forceMount={always}
          onSelect={() => onChoose(item)}
          className="mx-1 flex min-h-8 items-center gap-3 rounded-sm px-2 text-sm data-[selected=true]:bg-selected"
        >
          <span className="min-w-0 flex-1 truncate">{item.label}</span>
          {item.detail && <span className="min-w-0 truncate text-muted text-xs">{item.detail}</span>}
          {item.shortcut && <Kbd keys={keysOf(item.shortcut, settings)} />}
        </Command.Item>
      ))}
    </Command.Group>
  )
}
