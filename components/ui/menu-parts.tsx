'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import Link from 'next/link'
import { Kbd } from './kbd.tsx'
import type { MenuChoiceProps, MenuItemProps, MenuLinkProps, MenuProps } from './menu.tsx'
import { FLOATING_CLASS } from './overlay.ts'

const ITEM_CLASS =
  'flex min-h-8 cursor-default select-none items-center gap-2 px-3 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-selected [&_svg]:size-4 [&_svg]:shrink-0'

/** The behaviour and the looks of a Menu, open from the start: it is loaded when its trigger is first pressed. */
export function MenuFrame({ trigger, children, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} className="z-50">
          <Base.Popup
            className={clsx(
              FLOATING_CLASS,
              'max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto py-1 outline-none',
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export function MenuItem({ onClick, keys, danger, disabled = false, children }: MenuItemProps) {
  return (
    <Base.Item onClick={onClick} disabled={disabled} className={clsx(ITEM_CLASS, danger && 'text-danger')}>
      <span className="flex flex-1 items-center gap-2">{children}</span>
      {keys && <Kbd keys={keys} />}
    </Base.Item>
  )
}

export function MenuLink({ href, current, children }: MenuLinkProps) {
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

export function MenuChoice<Value extends string>({ label, options, value, onChange }: MenuChoiceProps<Value>) {
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
