'use client'

import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export interface TabItem<Value extends string> {
  value: Value
  label: ReactNode
  content: ReactNode
}

/** Views of one thing. The page keeps `value` in the URL. */
export function Tabs<Value extends string>({
  label,
  items,
  value,
  onChange,
}: {
  label: string
  items: readonly TabItem<Value>[]
  value: Value
  onChange: (value: Value) => void
}) {
  return (
    <Base.Root value={value} onValueChange={onChange}>
      <Base.List aria-label={label} className="flex gap-4 overflow-x-auto border-line border-b print:hidden">
        {items.map((item) => (
          <Base.Tab
            key={item.value}
            value={item.value}
            className="h-9 shrink-0 border-transparent border-b-2 text-muted text-sm hover:text-ink focus-visible:-outline-offset-2 data-active:border-accent data-active:font-medium data-active:text-ink"
          >
            {item.label}
          </Base.Tab>
        ))}
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={item.value} value={item.value} className="pt-4">
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
