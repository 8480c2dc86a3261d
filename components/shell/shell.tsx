'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useShortcuts } from '../../lib/client/use-shortcuts.ts'
import { DESTINATIONS } from './destinations.ts'
import { IssueSearch } from './issue-search.tsx'
import type { Person } from './person.ts'
import { Sidebar } from './sidebar.tsx'
import { TopBar } from './top-bar.tsx'

// Both are loaded when they are first asked for: most visits never are.
const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false })
const KeyHelp = dynamic(() => import('./key-help.tsx').then((module) => module.KeyHelp), { ssr: false })

/** The frame of every page of a signed-in person. */
export function Shell({ person, children }: { person: Person; children: ReactNode }) {
  const router = useRouter()
  const [open, setOpen] = useState<'palette' | 'help' | null>(null)
  const close = () => setOpen(null)

  useShortcuts({
    palette: () => setOpen((now) => (now === 'palette' ? null : 'palette')),
    help: () => setOpen('help'),
    ...Object.fromEntries(DESTINATIONS.map(({ shortcut, href }) => [shortcut, () => router.push(href)])),
  })

  const frame = { person, onPalette: () => setOpen('palette'), onHelp: () => setOpen('help') }
  return (
    <div className="sm:grid sm:min-h-dvh sm:grid-cols-[48px_minmax(0,1fr)] lg:grid-cols-[176px_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-accent px-3 py-2 text-on-accent text-sm focus:translate-y-0 print:hidden"
      >
        Skip to the content
      </a>
      <IssueSearch />
      <TopBar {...frame} />
      <Sidebar {...frame} />
      <main id="main" tabIndex={-1} className="min-w-0 pb-8">
        {children}
      </main>
      {open === 'palette' && <Palette onClose={close} onHelp={() => setOpen('help')} />}
      {open === 'help' && <KeyHelp onClose={close} />}
    </div>
  )
}
