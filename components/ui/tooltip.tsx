'use client'

import {
  cloneElement,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { FLOATING_CLASS } from './overlay.ts'
import { placeBeside } from './place-beside.ts'

const OPEN_MS = 300
/** Long enough to move the pointer onto the text (WCAG 1.4.13). */
const CLOSE_MS = 120

/** Says more about what is pointed at or focused. It never holds what cannot be learnt otherwise. */
export function Tooltip({
  content,
  children,
}: {
  content: ReactNode
  children: ReactElement<HTMLAttributes<HTMLElement>>
}) {
  const id = useId()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const later = (milliseconds: number, next: HTMLElement | null) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setAnchor(next), milliseconds)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!anchor) return
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return
      setAnchor(null)
    }
    // Captured and not stopped: Escape closes the tooltip together with what is around it, not one press later.
    window.addEventListener('keydown', close, true)
    window.addEventListener('scroll', close, true)
    return () => {
      window.removeEventListener('keydown', close, true)
      window.removeEventListener('scroll', close, true)
    }
  }, [anchor])

  const own = children.props
  const trigger = cloneElement(children, {
    'aria-describedby': anchor ? id : own['aria-describedby'],
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event)
      if (event.pointerType === 'mouse') later(OPEN_MS, event.currentTarget)
    },
    onPointerLeave: (event) => {
      own.onPointerLeave?.(event)
      later(CLOSE_MS, null)
    },
    onPointerDown: (event) => {
      own.onPointerDown?.(event)
      later(0, null)
    },
    onFocus: (event) => {
      own.onFocus?.(event)
      if (event.currentTarget.matches(':focus-visible')) later(0, event.currentTarget)
    },
    onBlur: (event) => {
      own.onBlur?.(event)
      later(0, null)
    },
  })
  return (
    <>
      {trigger}
      {anchor &&
        createPortal(
          <div
            id={id}
            role="tooltip"
            ref={(element) => {
              if (element) placeBeside(element, anchor)
            }}
            onPointerEnter={() => clearTimeout(timer.current)}
            onPointerLeave={() => later(CLOSE_MS, null)}
            className={`${FLOATING_CLASS} fixed top-0 left-0 z-60 w-max max-w-80 px-2 py-1 text-xs`}
          >
            {content}
          </div>,
          document.body,
        )}
    </>
  )
}
