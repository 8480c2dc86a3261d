'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

export interface SettingsPage {
  href: string
  label: string
}

/** The pages of the settings, as one row of links; on a phone it scrolls sideways. */
export function SettingsNav({ pages }: { pages: readonly SettingsPage[] }) {
  const pathname = usePathname()
  const row = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another link to be shown
  useEffect(() => {
    const link = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (link && row.current) row.current.scrollLeft = link.offsetLeft - (row.current.clientWidth - link.clientWidth) / 2
  }, [pathname])
  return (
    <nav
      ref={row}
      aria-label="Settings"
      className="relative flex gap-4 overflow-x-auto border-line border-b px-4 print:hidden"
    >
      {pages.map(({ href, label }) => {
        const current = pathname === href || pathname.startsWith(`${href}/`)
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? 'page' : undefined}
            className={clsx(
              'flex h-9 shrink-0 items-center border-b-2 text-sm focus-visible:-outline-offset-2',
              current ? 'border-accent font-medium text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
