'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { useRef } from 'react'
import { buttonClass } from './button.tsx'
import type { DialogProps } from './dialog.tsx'
import { BACKDROP_CLASS, FLOATING_CLASS } from './overlay.ts'

const WIDTHS = { narrow: 'max-w-md', medium: 'max-w-xl', wide: 'max-w-3xl' } as const

const FOCUSABLE = 'input:not([aria-hidden]), textarea, button, select, [tabindex="0"]'

/** The behaviour and the looks of a Dialog. */
export function DialogFrame({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  width = 'narrow',
}: DialogProps) {
  const body = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP_CLASS} />
        <Base.Popup
          // What it asks for, before the way out of it.
          initialFocus={() => body.current?.querySelector<HTMLElement>(FOCUSABLE) ?? true}
          className={clsx(
            'fixed inset-x-3 top-[12dvh] z-50 mx-auto flex max-h-[80dvh] flex-col transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0',
            FLOATING_CLASS,
            WIDTHS[width],
          )}
        >
          <div className="flex items-start gap-3 border-line border-b py-2 pr-2 pl-4">
            <div className="min-w-0 flex-1 py-1">
              <Base.Title className="font-medium text-lg">{title}</Base.Title>
              {description && <Base.Description className="text-muted text-sm">{description}</Base.Description>}
            </div>
            <Base.Close aria-label="Close" className={buttonClass({ variant: 'ghost' }, 'w-8 px-0!')}>
              <X aria-hidden="true" />
            </Base.Close>
          </div>
          <div ref={body} className="min-h-0 flex-1 overflow-y-auto p-4">
            {children}
          </div>
          {footer && <div className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
