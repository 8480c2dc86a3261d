'use client'

import { Select as Base } from '@base-ui/react/select'
import { clsx } from 'clsx'
import { Check, ChevronsUpDown } from 'lucide-react'
import { CONTROL_CLASS } from './input.tsx'

export interface Option<Value extends string> {
  value: Value
  label: string
}

/** One of a few. Give `label` where no Field names it. */
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
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      {...(disabled !== undefined && { disabled })}
      {...(name !== undefined && { name })}
    >
      <Base.Trigger
        aria-label={label}
        className={clsx(CONTROL_CLASS, 'flex h-8 items-center justify-between gap-2', className)}
      >
        <Base.Value className="truncate data-placeholder:text-faint" placeholder={placeholder} />
        <Base.Icon>
          <ChevronsUpDown className="size-3.5 text-muted" aria-hidden="true" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-md border border-line-strong bg-raised py-1 outline-none">
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="flex min-h-8 cursor-default items-center gap-2 px-2 text-sm outline-none data-highlighted:bg-selected"
                >
                  <span className="size-4">
                    <Base.ItemIndicator>
                      <Check className="size-4" aria-hidden="true" />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText>{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
