'use client'

import { clsx } from 'clsx'
import { Keyboard, LogOut } from 'lucide-react'
import { useState } from 'react'
import { useKeySettings } from '../../lib/client/key-settings.ts'
import { keysOf } from '../../lib/client/keys.ts'
import { currentTheme, setTheme, type Theme } from '../../lib/client/theme.ts'
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { notify } from '../ui/toaster.tsx'
import type { Person } from './person.ts'

const THEME_OPTIONS: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'Like the device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** Who is signed in, the theme, the keys, and the way out. */
export function PersonMenu({
  person,
  onHelp,
  side,
  compact = false,
}: {
  person: Person
  onHelp: () => void
  side: 'top' | 'bottom'
  compact?: boolean
}) {
  const settings = useKeySettings()
  return (
    <Menu
      side={side}
      align={compact ? 'end' : 'start'}
      trigger={
        <button
          type="button"
          aria-label={`${person.name}: account`}
          className={clsx(
            'flex min-w-0 items-center gap-2 rounded-md p-1 text-left text-sm hover:bg-hover',
            compact && 'size-10 justify-center',
          )}
        >
          <span
            aria-hidden="true"
            className="flex size-6 shrink-0 items-center justify-center rounded-full border border-line-strong font-medium text-muted text-xs"
          >
            {initials(person.name)}
          </span>
          {!compact && <span className="truncate max-lg:hidden">{person.name}</span>}
        </button>
      }
    >
      <div className="px-3 py-2 text-xs">
        <p className="font-medium text-sm [overflow-wrap:anywhere]">{person.name}</p>
        <p className="text-muted [overflow-wrap:anywhere]">{person.email}</p>
        <p className="mt-1 text-muted [overflow-wrap:anywhere]">
          {[person.role, ...person.teams.map((team) => team.name)].join(' · ')}
        </p>
      </div>
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem onClick={onHelp} keys={keysOf('help', settings)}>
        <Keyboard aria-hidden="true" />
        All keys
      </MenuItem>
      <MenuItem onClick={signOut}>
        <LogOut aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  )
}

function ThemeChoice() {
  const [theme, choose] = useState<Theme>(currentTheme)
  return (
    <MenuChoice
      label="Theme"
      options={THEME_OPTIONS}
      value={theme}
      onChange={(next) => {
        choose(next)
        setTheme(next)
      }}
    />
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]]
  return letters.map((word) => Array.from(word ?? '')[0]?.toUpperCase() ?? '').join('')
}

async function signOut(): Promise<void> {
  const answer = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => null)
  // A full load, so that nothing of what was read stays in memory.
  if (answer?.ok) window.location.assign('/sign-in')
  else {
    notify({
      tone: 'danger',
      title: 'You are still signed in',
      detail: 'Plimsoll did not answer. Check the connection and try again.',
    })
  }
}
