'use client'

import { type FormEvent, useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { meKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import { passwordProblem } from '../../lib/domain/password.ts'
import { PasswordInput } from '../sign-in/password-input.tsx'
import { Button } from '../ui/button.tsx'
import { notify } from '../ui/toaster.tsx'
import { ChangeError } from './change-error.tsx'

export function ChangePassword({ name, email }: { name: string; email: string }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [tried, setTried] = useState(false)
  const weakness = passwordProblem(next, { name, email })
  const change = useChange(
    () => send<void>('POST', '/api/v1/me/password', { currentPassword: current, newPassword: next }),
    {
      changes: [meKeys.sessions],
      done: () => {
        setCurrent('')
        setNext('')
        setTried(false)
        notify({ title: 'Password changed', detail: 'Your other sessions have ended.' })
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!weakness && !change.isPending) change.mutate(undefined)
  }
  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-3">
      <ChangeError error={change.error} />
      {/* Tells password managers whose password this is. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PasswordInput label="Current password" value={current} onChange={setCurrent} autoComplete="current-password" />
      <PasswordInput
        label="New password"
        value={next}
        onChange={setNext}
        autoComplete="new-password"
        hint="12 characters or more."
        error={tried ? weakness : null}
      />
      <div>
        <Button type="submit" busy={change.isPending}>
          Change the password
        </Button>
      </div>
    </form>
  )
}
