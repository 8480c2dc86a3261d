'use client'

import { Checkbox } from '../ui/checkbox.tsx'

/** Several of a few, as tick boxes in a row. */
export function Choices<Value extends string>({
  legend,
  hint,
  options,
  chosen,
  onChange,
}: {
  legend: string
  hint?: string
  options: readonly { value: Value; label: string }[]
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium text-sm">
        {legend}
        {hint && <span className="font-normal text-muted"> ({hint})</span>}
      </legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            checked={chosen.includes(value)}
            onChange={(on) =>
              onChange(
                options
                  .map((option) => option.value)
                  .filter((known) => (known === value ? on : chosen.includes(known))),
              )
            }
          >
            {label}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}

/** Options whose label is their value with a capital. */
export function plainOptions<Value extends string>(values: readonly Value[]): { value: Value; label: string }[] {
  return values.map((value) => ({ value, label: `${value.slice(0, 1).toUpperCase()}${value.slice(1)}` }))
}
