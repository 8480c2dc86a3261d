'use client'

import { useEffect, useState } from 'react'
import { Input } from './input.tsx'

/** How long to wait after a key before the list follows. */
const SETTLE_MS = 200

/** A text that narrows a list: it keeps up with typing, and the list follows when the typing pauses. */
export function FilterInput({
  label,
  value,
  onChange,
  width = 'w-56',
}: {
  label: string
  value: string
  onChange: (value: string) => void
  width?: string
}) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <div className={`max-sm:w-full ${width}`}>
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  )
}
