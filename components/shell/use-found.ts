import { useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type PaletteItem, type PaletteSource, usePaletteSources } from '../../lib/client/palette.ts'

const PAUSE_MS = 80
const MIN_LENGTH = 2

export interface Found {
  source: PaletteSource
  items: PaletteItem[]
}

/** What the sources that ask the server find for a text, once the typing pauses. */
export function useFound(text: string): { found: Found[]; asking: boolean; failed: boolean } {
  const asked = useSettled(text.trim())
  const finders = usePaletteSources().flatMap((source) => (source.find ? [{ source, find: source.find }] : []))
  const answers = useQueries({
    queries: finders.map(({ source, find }) => ({
      queryKey: ['palette', source.id, asked],
      queryFn: ({ signal }: { signal: AbortSignal }) => find(asked, signal),
      enabled: asked.length >= MIN_LENGTH,
      retry: false,
    })),
  })
  return {
    found: finders.flatMap(({ source }, index) => {
      const items = answers[index]?.data
      return items && items.length > 0 ? [{ source, items }] : []
    }),
    asking: answers.some((answer) => answer.isLoading),
    failed: answers.some((answer) => answer.isError),
  }
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
