'use client'

import { Switch as Base } from '@base-ui/react/switch'
import type { ReactNode } from 'react'

/** On or off, at once: no form to save. */
export function Switch({
  checked,
  onChange,
  children,
  disabled = false,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
  disabled?: boolean
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the switch inside it
    <label className="flex min-h-6 items-center gap-2 text-sm">
      <Base.Root
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className="relative h-5 w-8 shrink-0 rounded-full border border-control bg-surface transition-colors duration-100 data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="absolute top-0.5 left-0.5 size-3.5 rounded-full bg-control transition-transform duration-100 data-checked:translate-x-3 data-checked:bg-on-accent" />
      </Base.Root>
      <span>{children}</span>
    </label>
  )
}
