'use client'

import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button, buttonClass } from './button.tsx'
import { FLOATING_CLASS } from './overlay.ts'

interface Message {
  title: string
  detail?: string
  tone?: 'neutral' | 'danger'
  undo?: () => void
}

const SHOWN_MS = 6000
const UNDO_MS = 10_000
const LIMIT = 4
const NONE: readonly (Message & { id: number })[] = []

let messages = NONE
let lastId = 0
const listeners = new Set<() => void>()

function publish(next: typeof messages): void {
  messages = next
  for (const listener of listeners) listener()
}

function dismiss(id: number): void {
  publish(messages.filter((message) => message.id !== id))
}

/** Tells what happened, at the corner, politely to screen readers. With `undo` it stays long enough to change one's mind. */
export function notify(message: Message): void {
  lastId += 1
  publish([...messages, { ...message, id: lastId }].slice(-LIMIT))
}

/** Where messages appear; once, at the root of the page. */
export function Toaster() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => messages,
    () => NONE,
  )
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="fixed right-3 bottom-3 z-60 flex w-90 max-w-[calc(100vw-24px)] flex-col gap-2 print:hidden"
    >
      {shown.map(({ id, ...message }) => (
        <Toast key={id} id={id} {...message} />
      ))}
    </section>
  )
}

/** One message; it stays while it is pointed at or holds the focus. */
function Toast({ id, title, detail, tone = 'neutral', undo }: Message & { id: number }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismiss(id), undo ? UNDO_MS : SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, undo, id])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it; its buttons do things
    <div
      role={tone === 'danger' ? 'alert' : undefined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={clsx(
        FLOATING_CLASS,
        'flex items-center gap-2 py-1.5 pr-1.5 pl-3',
        tone === 'danger' && 'border-danger!',
      )}
    >
      <div className="min-w-0 flex-1 py-1 text-sm [overflow-wrap:anywhere]">
        <p className="font-medium">{title}</p>
        {detail && <p className="text-muted">{detail}</p>}
      </div>
      {undo && (
        <Button
          size="small"
          onClick={() => {
            dismiss(id)
            undo()
          }}
        >
          Undo
        </Button>
      )}
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => dismiss(id)}
        className={buttonClass({ variant: 'ghost', size: 'small' }, 'w-6 px-0!')}
      >
        <X aria-hidden="true" />
      </button>
    </div>
  )
}
