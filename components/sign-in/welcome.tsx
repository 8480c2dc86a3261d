'use client'

import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { ApiProblem, send } from '../../lib/client/api.ts'
import type { Role } from '../../lib/domain/actor.ts'
import { ButtonLink } from '../ui/button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { WelcomeForm } from './welcome-form.tsx'

export interface Offer {
  /** Null is the first administrator's invitation, which names nobody. */
  email: string | null
  role: Role
  teams: string[]
  expiresAt: string
  purpose: 'join' | 'password'
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** What an invitation link leads to. The token stands behind # and is read here only, so that no server log ever holds it. */
export function Welcome() {
  const token = useSyncExternalStore(
    onHashChange,
    () => window.location.hash.slice(1),
    () => null,
  )
  const offer = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => send<Offer>('POST', '/api/v1/invitations/look-up', { token }),
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (token !== null && offer.data) return <WelcomeForm token={token} offer={offer.data} />
  if (!offer.error) {
    return (
      <AuthFrame title="Welcome">
        <SkeletonLines label="Reading the invitation" lines={4} />
      </AuthFrame>
    )
  }
  const spent = offer.error instanceof ApiProblem && ['gone', 'invalid'].includes(offer.error.code)
  if (!spent) return <ErrorState what="the invitation" error={offer.error} onRetry={() => offer.refetch()} />
  return (
    <AuthFrame title="This link is no longer valid">
      <p className="text-muted">
        It works once, and only for a while. Ask an administrator for a new invitation. If you are setting Plimsoll up,
        start it again: it prints a new link.
      </p>
      <div>
        <ButtonLink href="/sign-in">To the sign-in</ButtonLink>
      </div>
    </AuthFrame>
  )
}
