'use client'

import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'

/** A tick box. `label` names it; with `children` they are shown beside it and name it. */
export function Checkbox({
  checked,
  mixed = false,
  onChange,
  label,
  children,
  disabled = false,
  name,
}: {
  checked: boolean
  /** Some, not all, of what it stands for. */
  mixed?: boolean
  onChange: (checked: boolean) => void
  label?: string
  children?: ReactNode
  disabled?: boolean
  name?: string
}) {
  const box = (
    <Base.Root
      checked={checked}
      indeterminate={mixed}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={label}
      {...(name !== undefined && { name })}
      className="relative flex size-4 shrink-0 items-center justify-center rounded-sm border border-control bg-raised after:absolute after:-inset-1 data-disabled:opacity-50 data-checked:border-accent data-indeterminate:border-accent data-checked:bg-accent data-indeterminate:bg-accent"
    >
      <Base.Indicator className="text-on-accent">
        {mixed ? (
          <Minus className="size-3.5" strokeWidth={3} aria-hidden="true" />
        ) : (
          <Check className="size-3.5" strokeWidth={3} aria-hidden="true" />
        )}
      </Base.Indicator>
    </Base.Root>
  )
  if (!children) return box
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the box inside it
    <label className="flex min-h-6 items-center gap-2 text-sm">
      {box}
      <span>{children}</span>
    </label>
  )
}
