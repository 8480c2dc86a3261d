'use client'

import { type FormEvent, useState } from 'react'
import { type SignInFailure, safeNext, signInWithPassword, signInWithProvider } from '../../lib/client/sign-in.ts'
import { Button } from '../ui/button.tsx'
import { Callout } from '../ui/callout.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { PasswordInput } from './password-input.tsx'
import { providerErrorText, SignInFailureNote } from './sign-in-failure.tsx'

/** Signs in by e-mail and password, and through the organisation where that is set up. */
export function SignInForm({
  next,
  providerName,
  providerError,
}: {
  next: string | null
  /** Null where no identity provider is configured. */
  providerName: string | null
  providerError: string | null
}) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<SignInFailure | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const failed = await signInWithPassword(email.trim(), password)
    if (!failed) return window.location.assign(safeNext(next))
    setBusy(false)
    setFailure(failed)
  }
  const viaProvider = async () => {
    setBusy(true)
    setFailure(await signInWithProvider(safeNext(next)))
    setBusy(false)
  }

  return (
    <div className="flex flex-col gap-4">
      {failure && (
        <SignInFailureNote
          key={failure.kind === 'wait' ? failure.seconds : failure.kind}
          failure={failure}
          onOver={() => setFailure(null)}
        />
      )}
      {!failure && providerError && (
        <div role="alert">
          <Callout tone="danger">{providerErrorText(providerError)}</Callout>
        </div>
      )}
      {providerName && (
        <>
          <Button size="large" onClick={viaProvider} busy={busy}>
            Continue with {providerName}
          </Button>
          <p className="flex items-center gap-3 text-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or with a password
          </p>
        </>
      )}
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="E-mail address">
          <Input
            type="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={254}
            className="h-10"
          />
        </Field>
        <PasswordInput label="Password" value={password} onChange={setPassword} autoComplete="current-password" />
        <Button
          type="submit"
          variant="primary"
          size="large"
          busy={busy}
          disabled={failure?.kind === 'wait' && failure.because === 'busy'}
        >
          {busy ? 'Signing in' : 'Sign in'}
        </Button>
      </form>
      <p className="text-muted text-xs">
        No account yet, or the password is lost? Ask an administrator of your Plimsoll for a link.
      </p>
    </div>
  )
}
