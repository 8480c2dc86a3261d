'use client'

import { Field as Base } from '@base-ui/react/field'
import type { ReactNode } from 'react'

/** A control with its label, a hint and, when there is one, what is wrong with it. The control takes the label by itself. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: {
  label: string
  hint?: ReactNode
  error?: string | null | undefined
  optional?: boolean
  children: ReactNode
}) {
  return (
    <Base.Root invalid={Boolean(error)} className="flex flex-col gap-1">
      <Base.Label className="font-medium text-sm">
        {label}
        {optional && <span className="font-normal text-faint"> (optional)</span>}
      </Base.Label>
      {children}
      {hint && <Base.Description className="text-muted text-xs">{hint}</Base.Description>}
      {error && (
        <Base.Error match className="text-danger text-xs">
          {error}
        </Base.Error>
      )}
    </Base.Root>
  )
}
