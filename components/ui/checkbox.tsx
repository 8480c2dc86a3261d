'use client'

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
    <input
      type="checkbox"
      ref={(element) => {
        if (element) element.indeterminate = mixed
      }}
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
      disabled={disabled}
      aria-label={label}
      name={name}
      className="tick relative block size-4 shrink-0 appearance-none rounded-sm border border-control bg-raised after:absolute after:-inset-1.5 checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50"
    />
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
