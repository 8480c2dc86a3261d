'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Field } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'

/** A password that can be looked at, with a word when Caps Lock is on. */
export function PasswordInput({
  label,
  value,
  onChange,
  autoComplete,
  hint,
  error,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password'
  hint?: string
  error?: string | null
}) {
  const [shown, setShown] = useState(false)
  const [caps, setCaps] = useState(false)
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'))
  return (
    <Field label={label} error={error} hint={caps ? 'Caps Lock is on.' : error ? undefined : hint}>
      <div className="relative">
        <Input
          type={shown ? 'text' : 'password'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={look}
          onKeyUp={look}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={128}
          className="h-10 pr-10"
        />
        <IconButton
          label={shown ? 'Hide the password' : 'Show the password'}
          aria-pressed={shown}
          className="absolute top-1 right-1"
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        </IconButton>
      </div>
    </Field>
  )
}
