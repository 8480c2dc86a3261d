'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiProblem, send } from '../../lib/client/api.ts'
import { signInWithPassword } from '../../lib/client/sign-in.ts'
import { passwordProblem } from '../../lib/domain/password.ts'
import { Button } from '../ui/button.tsx'
import { Callout } from '../ui/callout.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { PasswordInput } from './password-input.tsx'
import type { Offer } from './welcome.tsx'

/** Makes the account that an invitation offers and signs in with it. The first administrator goes on to connect a source. */
export function WelcomeForm({ token, offer }: { token: string; offer: Offer }) {
  const first = offer.email === null
  const renews = offer.purpose === 'password'
  const [name, setName] = useState('')
  const [email, setEmail] = useState(offer.email ?? '')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const weakness = passwordProblem(password, { name, email })

  const join = useMutation({
    mutationFn: async () => {
      await send('POST', '/api/v1/invitations/accept', { token, name: renews ? email : name, email, password })
      const failed = await signInWithPassword(email.trim(), password)
      window.location.assign(failed ? '/sign-in' : first ? '/sources' : '/')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!weakness && !join.isPending) join.mutate()
  }

  return (
    <AuthFrame
      title={first ? 'Set up Plimsoll' : renews ? 'Choose a new password' : 'Join Plimsoll'}
      intro={<Intro offer={offer} />}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {join.error && (
          <div role="alert">
            <Callout tone="danger">
              {join.error instanceof ApiProblem ? join.error.detail : 'That did not work. Try again.'}
            </Callout>
          </div>
        )}
        {!renews && (
          <Field label="Your name" hint="What your colleagues see beside what you do.">
            <Input
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="name"
              required
              maxLength={100}
              className="h-10"
            />
          </Field>
        )}
        <Field label="E-mail address" {...(!first && { hint: 'The link is for this address.' })}>
          <Input
            type="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            readOnly={!first}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={254}
            className="h-10 read-only:bg-surface read-only:text-muted"
          />
        </Field>
        <PasswordInput
          label="Password"
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          hint="12 characters or more. A few words in a row are easy to remember and hard to guess."
          error={tried && !join.error ? weakness : null}
        />
        <Button type="submit" variant="primary" size="large" busy={join.isPending}>
          {first ? 'Set up and connect a source' : renews ? 'Set the password and sign in' : 'Join'}
        </Button>
      </form>
    </AuthFrame>
  )
}

function Intro({ offer }: { offer: Offer }) {
  if (offer.email === null) {
    return (
      <p>
        You become the first administrator. You invite others later, under Settings. The next step is to connect a first
        source.
      </p>
    )
  }
  if (offer.purpose === 'password') return <p>You are signed out everywhere else when it is set.</p>
  return (
    <p>
      You join as <strong className="font-medium text-ink">{offer.role}</strong>
      {offer.teams.length > 0 && (
        <>
          {' '}
          of <strong className="font-medium text-ink">{offer.teams.join(', ')}</strong>
        </>
      )}
      .
    </p>
  )
}
