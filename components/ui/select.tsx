'use client'

import { clsx } from 'clsx'
import { ChevronsUpDown } from 'lucide-react'
import { useFieldProps } from './field.tsx'
import { CONTROL_CLASS } from './input.tsx'

export interface Option<Value extends string> {
  value: Value
  label: string
}

/** One of a few: the browser's own list, which every keyboard, screen reader and phone knows. Give `label` where no Field names it. */
export function Select<Value extends string>({
  options,
  value,
  onChange,
  label,
  placeholder,
  disabled,
  className,
  name,
}: {
  options: readonly Option<Value>[]
  value: Value | null
  onChange: (value: Value) => void
  label?: string
  placeholder?: string
  disabled?: boolean
  className?: string
  name?: string
}) {
  return (
    <span className={clsx('relative inline-flex', className ?? 'w-full')}>
      <select
        {...useFieldProps()}
        aria-label={label}
        name={name}
        disabled={disabled}
        value={value ?? ''}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen) onChange(chosen.value)
        }}
        className={clsx(CONTROL_CLASS, 'h-8 appearance-none truncate pr-8')}
      >
        {value === null && (
          <option value="" disabled>
            {placeholder ?? 'Choose'}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-muted"
        aria-hidden="true"
      />
    </span>
  )
}
