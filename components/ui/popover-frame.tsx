'use client'

import { Popover as Base } from '@base-ui/react/popover'
import { clsx } from 'clsx'
import { useState } from 'react'
import { FLOATING_CLASS } from './overlay.ts'
import type { PopoverProps } from './popover.tsx'

/** The behaviour and the looks of a Popover, open from the start: it is loaded when it is first opened. */
export function PopoverFrame({ trigger, title, children, align = 'start', open, onOpenChange }: PopoverProps) {
  const [ownOpen, setOwnOpen] = useState(true)
  return (
    <Base.Root open={open ?? ownOpen} onOpenChange={onOpenChange ?? setOwnOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup
            className={clsx(
              FLOATING_CLASS,
              'max-h-(--available-height) w-80 max-w-[calc(100vw-16px)] overflow-y-auto p-3 transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0',
            )}
          >
            <Base.Title className="mb-2 font-medium text-sm">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
