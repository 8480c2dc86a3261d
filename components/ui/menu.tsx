'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

const ITEM_CLASS =
  'flex min-h-8 cursor-default select-none items-center gap-2 px-3 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-selected [&_svg]:size-4 [&_svg]:shrink-0'

/** A list of things to do, opened by `trigger` (one element, such as a Button). */
export function Menu({
  trigger,
  children,
  align = 'start',
  side = 'bottom',
}: {
  trigger: ReactElement
  children: ReactNode
  align?: 'start' | 'end'
  side?: 'bottom' | 'top'
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto rounded-md border border-line-strong bg-raised py-1 outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export function MenuItem({
  onClick,
  keys,
  danger,
  disabled = false,
  children,
}: {
  onClick: () => void
  keys?: string
  danger?: boolean
  disabled?: boolean
  children: ReactNode
}) {
  return (
    <Base.Item onClick={onClick} disabled={disabled} className={clsx(ITEM_CLASS, danger && 'text-danger')}>
      <span className="flex flex-1 items-center gap-2">{children}</span>
      {keys && <Kbd keys={keys} />}
    </Base.Item>
  )
}

export function MenuLink({ href, current, children }: { href: string; current?: boolean; children: ReactNode }) {
  return (
    <Base.LinkItem
      closeOnClick
      className={clsx(ITEM_CLASS, current && 'font-medium')}
      render={<Link href={href} aria-current={current ? 'page' : undefined} />}
    >
      {children}
    </Base.LinkItem>
  )
}

/** One of several, ticked. */
export function MenuChoice<Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string
  options: readonly { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
}) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-3 pt-2 pb-1 text-faint text-xs">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={onChange}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={ITEM_CLASS}>
            <span className="size-4">
              <Base.RadioItemIndicator>
                <Check aria-hidden="true" />
              </Base.RadioItemIndicator>
            </span>
            {option.label}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 border-line border-t" />
}
