'use client'

import { cloneElement, type ReactElement, type ReactNode } from 'react'
import { useLoaded } from './use-loaded.ts'
import { type TriggerProps, useOpener } from './use-opener.ts'

export interface PopoverProps {
  trigger: ReactElement<TriggerProps>
  /** Names it for screen readers and heads it. */
  title: string
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  /** Give both to hold its state; leave both out to let it keep its own. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

const load = () => import('./popover-frame.tsx')

/** A small panel at `trigger` that can hold controls. */
export function Popover(props: PopoverProps) {
  return props.open === undefined ? <OwnPopover {...props} /> : <HeldPopover {...props} open={props.open} />
}

function OwnPopover(props: PopoverProps) {
  const { loaded, closedTrigger } = useOpener(load, props.trigger, 'dialog')
  return loaded ? <loaded.PopoverFrame {...props} /> : closedTrigger
}

function HeldPopover(props: PopoverProps & { open: boolean }) {
  const loaded = useLoaded(load, props.open)
  if (loaded) return <loaded.PopoverFrame {...props} />
  return cloneElement(props.trigger, {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onClick: () => props.onOpenChange?.(true),
  })
}
