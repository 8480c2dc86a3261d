'use client'

import type { ReactElement, ReactNode } from 'react'
import { type TriggerProps, useOpener } from './use-opener.ts'

export interface MenuProps {
  /** One element that becomes the button: a Button, an IconButton. */
  trigger: ReactElement<TriggerProps>
  children: ReactNode
  align?: 'start' | 'end'
  side?: 'bottom' | 'top'
}

export interface MenuItemProps {
  onClick: () => void
  keys?: string
  danger?: boolean
  disabled?: boolean
  children: ReactNode
}

export interface MenuLinkProps {
  href: string
  current?: boolean
  children: ReactNode
}

export interface MenuChoiceProps<Value extends string> {
  label: string
  options: readonly { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
}

let parts: typeof import('./menu-parts.tsx') | undefined
const load = async () => {
  parts ??= await import('./menu-parts.tsx')
  return parts
}

/** A list of things to do, opened by `trigger`. */
export function Menu(props: MenuProps) {
  const { loaded, closedTrigger } = useOpener(load, props.trigger, 'menu')
  return loaded ? <loaded.MenuFrame {...props} /> : closedTrigger
}

// The parts are rendered inside an open menu only, when their code is there.

export function MenuItem(props: MenuItemProps) {
  return parts && <parts.MenuItem {...props} />
}

export function MenuLink(props: MenuLinkProps) {
  return parts && <parts.MenuLink {...props} />
}

/** One of several, ticked. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  return parts && <parts.MenuChoice {...props} />
}

export function MenuSeparator() {
  return parts && <parts.MenuSeparator />
}
