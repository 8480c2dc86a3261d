'use client'

import { useEffect, useState } from 'react'
import type { SignInFailure } from '../../lib/client/sign-in.ts'
import { formatDuration } from '../../lib/client/time-format.ts'
import { Callout } from '../ui/callout.tsx'

const PROVIDER_ERRORS: Record<string, string> = {
  no_role: 'Your account has no role in Plimsoll. Ask an administrator for one, then sign in again.',
  account_not_linked: 'An account with your address exists already. Sign in with your password.',
  state_mismatch: 'The sign-in took too long or was started in another window. Start it again here.',
  please_restart_the_process: 'The sign-in took too long or was started in another window. Start it again here.',
}

/** What went wrong at the identity provider, from the `error` that it or the callback put into the address. */
export function providerErrorText(error: string): string {
  const known = Object.hasOwn(PROVIDER_ERRORS, error) ? PROVIDER_ERRORS[error] : undefined
  return known ?? 'Your organisation’s sign-in did not let you in. Try again, or ask an administrator.'
}

/** Why nobody was signed in, and when to try again. */
export function SignInFailureNote({ failure, onOver }: { failure: SignInFailure; onOver: () => void }) {
  if (failure.kind === 'wait') return <Wait seconds={failure.seconds} because={failure.because} onOver={onOver} />
  const text = failure.kind === 'wrong' ? 'E-mail address and password do not fit together.' : failure.detail
  return (
    <div role="alert">
      <Callout tone="danger">{text}</Callout>
    </div>
  )
}

function Wait({ seconds, because, onOver }: { seconds: number; because: 'locked' | 'busy'; onOver: () => void }) {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    if (left <= 0) return onOver()
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left, onOver])
  const title =
    because === 'locked' ? 'Too many failed sign-ins for this address' : 'Too many sign-ins from where you are'
  return (
    <div role="alert">
      <Callout tone="warn" title={title}>
        <p>
          Try again in <span aria-live="off">{left > 60 ? formatDuration(left * 1000) : `${left} s`}</span>.
          {because === 'locked' && ' If it was not you, tell an administrator.'}
        </p>
      </Callout>
    </div>
  )
}
