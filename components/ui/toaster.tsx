'use client'

import { Toast } from '@base-ui/react/toast'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { buttonClass } from './button.tsx'
import { IconButton } from './icon-button.tsx'

const manager = Toast.createToastManager()
const SHOWN_MS = 6000
const UNDO_MS = 10_000

/** Tells what happened, at the corner, politely to screen readers. With `undo` it stays long enough to change one's mind. */
export function notify({
  title,
  detail,
  tone = 'neutral',
  undo,
}: {
  title: string
  detail?: string
  tone?: 'neutral' | 'danger'
  undo?: () => void
}): void {
  const id = manager.add({
    title,
    type: tone,
    timeout: undo ? UNDO_MS : SHOWN_MS,
    priority: tone === 'danger' ? 'high' : 'low',
    ...(detail && { description: detail }),
    ...(undo && {
      actionProps: {
        children: 'Undo',
        onClick: () => {
          manager.close(id)
          undo()
        },
      },
    }),
  })
}

/** Where messages appear; once, at the root of the page. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-3 bottom-3 z-60 flex w-90 max-w-[calc(100vw-24px)] flex-col gap-2 print:hidden">
          <Messages />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function Messages() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection="right"
      className={clsx(
        'rounded-md border bg-raised transition-opacity duration-100 data-limited:hidden data-ending-style:opacity-0 data-starting-style:opacity-0',
        toast.type === 'danger' ? 'border-danger' : 'border-line-strong',
      )}
    >
      <Toast.Content className="flex items-center gap-2 py-1.5 pr-1.5 pl-3">
        <div className="min-w-0 flex-1 py-1 text-sm [overflow-wrap:anywhere]">
          <Toast.Title className="font-medium" />
          <Toast.Description className="text-muted" />
        </div>
        <Toast.Action className={buttonClass({ variant: 'secondary', size: 'small' })} />
        <Toast.Close
          aria-label="Dismiss"
          render={
            <IconButton label="Dismiss" size="small">
              <X aria-hidden="true" />
            </IconButton>
          }
        />
      </Toast.Content>
    </Toast.Root>
  ))
}
