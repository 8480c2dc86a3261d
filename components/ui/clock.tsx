'use client'

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'

const TICK_MS = 30_000
const Now = createContext<number | null>(null)

/** Gives every Time below it one "now": the server's at first, so that the browser renders the same, then its own. */
export function ClockProvider({ now: serverNow, children }: { now: number; children: ReactNode }) {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const tick = () => setNow(Date.now())
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return <Now value={now}>{children}</Now>
}

/** Milliseconds since the epoch, moving on twice a minute. */
export function useNow(): number {
  const now = useContext(Now)
  if (now === null) throw new Error('useNow needs a ClockProvider above it')
  return now
}

const never = () => () => {}

/** The reader's time zone; UTC on the server and until the browser has taken over. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  )
}
