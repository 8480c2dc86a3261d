import { useEffect, useRef } from 'react'

/** What the server tells of: something about issues, or about sources, changed. */
export type LiveTopic = 'issues' | 'sources'

const listeners: Record<LiveTopic, Set<() => void>> = { issues: new Set(), sources: new Set() }
let stream: EventSource | null = null

/** Runs a handler whenever the server says that something changed; one stream serves the whole page. */
export function useLive(topic: LiveTopic, changed: () => void): void {
  const latest = useRef(changed)
  useEffect(() => {
    latest.current = changed
  })
  useEffect(() => {
    const listener = () => latest.current()
    listeners[topic].add(listener)
    open()
    return () => {
      listeners[topic].delete(listener)
      closeUnheard()
    }
  }, [topic])
}

function open(): void {
  if (stream) return
  stream = new EventSource('/api/v1/live')
  for (const topic of Object.keys(listeners) as LiveTopic[]) {
    stream.addEventListener(topic, () => {
      for (const listener of listeners[topic]) listener()
    })
  }
  // The browser connects again by itself, except after an answer that is no stream: then the session is over.
  stream.addEventListener('error', () => {
    if (stream?.readyState === EventSource.CLOSED) stream = null
  })
}

function closeUnheard(): void {
  if (Object.values(listeners).some((heard) => heard.size > 0)) return
  stream?.close()
  stream = null
}
