'use client'

import { useEffect, useRef } from 'react'
import { Button } from '../ui/button.tsx'
import type { NextPage } from './next-page.ts'

/** Reads the next page when the end of the list comes near; after a failure only when asked. */
export function LoadMore({ has, loading, failed, load }: NextPage) {
  const edge = useRef<HTMLDivElement>(null)
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  const waiting = has && !loading && !failed
  useEffect(() => {
    if (!waiting || !edge.current) return
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && latest.current(),
      { rootMargin: '600px' },
    )
    observer.observe(edge.current)
    return () => observer.disconnect()
  }, [waiting])

  return (
    <div ref={edge} className="flex min-h-10 items-center gap-3 px-4 py-2 text-muted text-sm print:hidden">
      {failed && <span role="alert">The next rows could not be read.</span>}
      {has ? (
        <Button size="small" busy={loading} onClick={load}>
          {loading ? 'Reading more' : failed ? 'Try again' : 'More'}
        </Button>
      ) : (
        <span>That is all.</span>
      )}
    </div>
  )
}
