'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useMediaQuery } from '../../lib/client/use-media-query.ts'
import { buttonClass } from './button.tsx'
import { BACKDROP_CLASS } from './overlay.ts'
import type { SidePanelProps } from './side-panel.tsx'

/** The behaviour and the looks of a SidePanel. */
export function SidePanelFrame({ open, onClose, title, actions, children }: SidePanelProps) {
  const beside = useMediaQuery('(min-width: 1100px)')
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()} modal={!beside} disablePointerDismissal={beside}>
      <Base.Portal>
        {!beside && <Base.Backdrop className={BACKDROP_CLASS} />}
        <Base.Popup
          data-side-panel=""
          data-shortcuts="through"
          initialFocus={!beside}
          className="fixed top-0 right-0 bottom-0 z-40 flex w-full flex-col border-line-strong border-l bg-canvas sm:w-[560px] sm:max-w-[90vw] min-[1100px]:max-w-[44vw] print:static print:w-auto print:max-w-none print:border-0"
        >
          <div className="flex items-start gap-2 border-line border-b py-2 pr-2 pl-4">
            <Base.Title className="min-w-0 flex-1 py-1 font-medium text-lg [overflow-wrap:anywhere]">
              {title}
            </Base.Title>
            {actions}
            <Base.Close aria-label="Close" className={buttonClass({ variant: 'ghost' }, 'w-8 px-0!')}>
              <X aria-hidden="true" />
            </Base.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
