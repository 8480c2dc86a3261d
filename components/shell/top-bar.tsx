'use client'

import { Menu as MenuIcon, Search } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { buttonClass } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Mark } from '../ui/mark.tsx'
import { Menu, MenuLink } from '../ui/menu.tsx'
import { DESTINATIONS, isCurrent } from './destinations.ts'
import { Mentions } from './mentions.tsx'
import type { Person } from './person.ts'
import { PersonMenu } from './person-menu.tsx'

/** The way around on a phone: one bar with a menu. */
export function TopBar({ person, onPalette, onHelp }: { person: Person; onPalette: () => void; onHelp: () => void }) {
  const pathname = usePathname()
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-1 border-line border-b bg-surface px-2 sm:hidden print:hidden">
      <nav aria-label="Main">
        <Menu
          trigger={
            <button
              type="button"
              aria-label="Menu"
              className={buttonClass({ variant: 'ghost', size: 'large' }, 'w-10 px-0!')}
            >
              <MenuIcon aria-hidden="true" />
            </button>
          }
        >
          {DESTINATIONS.map((destination) => (
            <MenuLink key={destination.href} href={destination.href} current={isCurrent(destination, pathname)}>
              <destination.Icon aria-hidden="true" />
              {destination.label}
            </MenuLink>
          ))}
        </Menu>
      </nav>
      <Link href="/issues" className="flex flex-1 items-center gap-2 font-medium">
        <span className="text-accent">
          <Mark size={20} />
        </span>
        Plimsoll
      </Link>
      <IconButton label="Search and commands" size="large" onClick={onPalette}>
        <Search aria-hidden="true" />
      </IconButton>
      <Mentions />
      <PersonMenu person={person} onHelp={onHelp} side="bottom" compact />
    </header>
  )
}
