'use client'

import type { ReactNode } from 'react'
import { useLoaded } from './use-loaded.ts'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** The buttons, the one that does it last. */
  footer?: ReactNode
  width?: 'narrow' | 'medium' | 'wide'
}

const load = () => import('./dialog-frame.tsx')

/** A question or a form that must be answered or left before anything else. */
export function Dialog(props: DialogProps) {
  const loaded = useLoaded(load, props.open)
  return loaded && <loaded.DialogFrame {...props} />
}
