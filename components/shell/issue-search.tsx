'use client'

import { useMemo } from 'react'
import { get } from '../../lib/client/api.ts'
import { type PaletteSource, usePaletteSource } from '../../lib/client/palette.ts'
import type { IssuePage } from '../../lib/contract/issues.ts'

const SHOWN = 6

/** Lets the palette find issues from every page. */
export function IssueSearch() {
  const source = useMemo<PaletteSource>(
    () => ({
      id: 'issues',
      heading: 'Issues',
      find: async (text, signal) => {
        const { rows } = await get<IssuePage>('/api/v1/issues', { q: text, limit: SHOWN }, signal)
        return rows.map(({ id, title, where }) => ({
          id: `issue ${id}`,
          label: title,
          detail: where.label,
          href: `/issues/${id}`,
        }))
      },
    }),
    [],
  )
  usePaletteSource(source)
  return null
}
