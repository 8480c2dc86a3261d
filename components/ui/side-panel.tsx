'use client'

import type { ReactNode } from 'react'
import { useLoaded } from './use-loaded.ts'

export interface SidePanelProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  actions?: ReactNode
  children: ReactNode
}

const load = () => import('./side-panel-frame.tsx')

/**
 * What one row of a list is about, at the right of the list, which stays usable beside it; over the whole screen on a
 * phone. Shortcuts of the list go on working inside it.
 */
export function SidePanel(props: SidePanelProps) {
  const loaded = useLoaded(load, props.open)
  return loaded && <loaded.SidePanelFrame {...props} />
}
