'use client'

import { createContext, type ReactNode, useContext, useId } from 'react'

interface FieldIds {
  control: string
  /** Ids of what describes the control: its hint and what is wrong. */
  describedBy: string | undefined
  invalid: boolean
}
const Ids = createContext<FieldIds | null>(null)

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
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <Ids value={{ control: id, describedBy: described || undefined, invalid: Boolean(error) }}>
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
          {optional && <span className="font-normal text-faint"> (optional)</span>}
        </label>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="text-muted text-xs">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} role="alert" className="text-danger text-xs">
            {error}
          </p>
        )}
      </div>
    </Ids>
  )
}

/** What ties a control to the Field around it; nothing when there is none. */
export function useFieldProps(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const field = useContext(Ids)
  if (!field) return {}
  return {
    id: field.control,
    ...(field.describedBy && { 'aria-describedby': field.describedBy }),
    ...(field.invalid && { 'aria-invalid': true as const }),
  }
}
