'use client'

import { clsx } from 'clsx'
import { Search } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useKeySettings } from '../../lib/client/key-settings.ts'
import { keysOf } from '../../lib/client/keys.ts'
import { Kbd } from '../ui/kbd.tsx'
import { Mark } from '../ui/mark.tsx'
import { DESTINATIONS, isCurrent } from './destinations.ts'
import { Mentions } from './mentions.tsx'
import type { Person } from './person.ts'
import { PersonMenu } from './person-menu.tsx'

const ROW =
  'flex h-8 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover max-lg:justify-center [&_svg]:size-4 [&_svg]:shrink-0'

/** The way around at the left: icons on a tablet, words on a laptop. A phone has the bar at the top instead. */
export function Sidebar({ person, onPalette, onHelp }: { person: Person; onPalette: () => void; onHelp: () => void }) {
  const pathname = usePathname()
  const settings = useKeySettings()
  return (
    <header className="sticky top-0 hidden h-dvh flex-col gap-2 border-line border-r bg-surface px-2 py-3 sm:flex print:hidden">
      <Link href="/issues" aria-label="Plimsoll, to the issues" className={clsx(ROW, 'text-accent')}>
        <Mark size={20} />
        <span className="font-medium text-base text-ink max-lg:hidden">Plimsoll</span>
      </Link>
      <button
        type="button"
        onClick={onPalette}
        aria-label="Search and commands"
        className={clsx(ROW, 'border border-line text-muted lg:justify-between')}
      >
        <span className="flex items-center gap-2">
          <Search aria-hidden="true" />
          <span className="max-lg:hidden">Search</span>
        </span>
        <span className="max-lg:hidden">
          <Kbd keys={keysOf('palette', settings)} />
        </span>
      </button>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5">
        {DESTINATIONS.map((destination) => {
          const current = isCurrent(destination, pathname)
          const { href, label, Icon, shortcut } = destination
          return (
            <Link
              key={href}
              href={href}
              aria-current={current ? 'page' : undefined}
              title={`${label} (${keysOf(shortcut, settings)})`}
              className={clsx(ROW, current ? 'bg-selected font-medium text-ink' : 'text-muted')}
            >
              <Icon aria-hidden="true" />
              <span className="max-lg:sr-only">{label}</span>
            </Link>
          )
        })}
      </nav>
      <Mentions />
      <PersonMenu person={person} onHelp={onHelp} side="top" />
    </header>
  )
}
