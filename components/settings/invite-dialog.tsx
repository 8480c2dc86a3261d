'use client'

import { type FormEvent, useId, useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { peopleKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { Invitation } from '../../lib/contract/people.ts'
import type { Role } from '../../lib/domain/actor.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import { ChangeError } from './change-error.tsx'
import { OneTimeLink } from './one-time-link.tsx'
import { ROLE_OPTIONS } from './roles.ts'
import { TeamChoice } from './team-choice.tsx'

/** Invites one address and shows the link, once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const form = useId()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('developer')
  const [teamIds, setTeamIds] = useState<number[]>([])
  const invite = useChange(
    () => send<Invitation & { url: string }>('POST', '/api/v1/invitations', { email, role, teamIds }),
    { changes: [peopleKeys.invitations] },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!invite.isPending) invite.mutate(undefined)
  }
  const made = invite.data
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={made ? `Pass this link on to ${made.email}` : 'Invite somebody'}
      footer={
        made ? (
          <Button variant="primary" onClick={onClose}>
            I have copied it
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={form} variant="primary" busy={invite.isPending}>
              Make the link
            </Button>
          </>
        )
      }
    >
      {made ? (
        <OneTimeLink url={made.url} expiresAt={made.expiresAt} />
      ) : (
        <form id={form} onSubmit={submit} className="flex flex-col gap-4">
          <ChangeError error={invite.error} />
          <Field label="E-mail address">
            <Input
              type="email"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              required
              maxLength={254}
              autoComplete="off"
            />
          </Field>
          <Field label="Role">
            <Select options={ROLE_OPTIONS} value={role} onChange={setRole} />
          </Field>
          <TeamChoice chosen={teamIds} onChange={setTeamIds} />
        </form>
      )}
    </Dialog>
  )
}
