'use client'

import { type FormEvent, useId, useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { peopleKeys, teamKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { Person } from '../../lib/contract/people.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { notify } from '../ui/toaster.tsx'
import { ChangeError } from './change-error.tsx'
import { OneTimeLink } from './one-time-link.tsx'
import { ROLE_OPTIONS } from './roles.ts'
import { TeamChoice } from './team-choice.tsx'

/** One person: role, teams, sessions, and whether they may sign in. */
export function PersonDialog({ person, own, onClose }: { person: Person; own: boolean; onClose: () => void }) {
  const form = useId()
  const [role, setRole] = useState(person.role)
  const [teamIds, setTeamIds] = useState(person.teams.map((team) => team.id))
  const changes = [peopleKeys.all, teamKeys.all]
  const update = useChange(
    (change: { role?: Person['role']; teamIds?: number[]; disabled?: boolean }) =>
      send<Person>('PATCH', `/api/v1/users/${person.id}`, change),
    {
      changes,
      done: (now) => {
        notify({ title: now.disabledAt ? `${now.name} is disabled` : `${now.name} saved` })
        onClose()
      },
    },
  )
  const signOut = useChange(() => send<{ ended: number }>('DELETE', `/api/v1/users/${person.id}/sessions`), {
    changes,
    done: ({ ended }) => notify({ title: `${person.name} is signed out`, detail: `Sessions ended: ${ended}` }),
  })
  const link = useChange(
    () => send<{ url: string; expiresAt: string }>('POST', `/api/v1/users/${person.id}/password-link`),
    { changes: [peopleKeys.invitations] },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    update.mutate({ role, teamIds })
  }
  const disabled = person.disabledAt !== null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={person.name}
      description={person.email}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={update.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <ChangeError error={update.error ?? signOut.error ?? link.error} />
        <Field label="Role">
          <Select options={ROLE_OPTIONS} value={role} onChange={setRole} />
        </Field>
        <TeamChoice chosen={teamIds} onChange={setTeamIds} />
      </form>
      {!own && (
        <div className="mt-4 flex flex-wrap gap-2 border-line border-t pt-4">
          <Button size="small" onClick={() => signOut.mutate(undefined)} busy={signOut.isPending}>
            Sign out everywhere
          </Button>
          <Button size="small" onClick={() => link.mutate(undefined)} busy={link.isPending}>
            Make a link for a new password
          </Button>
          <Button
            size="small"
            variant={disabled ? 'secondary' : 'danger'}
            onClick={() => update.mutate({ disabled: !disabled })}
            busy={update.isPending}
          >
            {disabled ? 'Enable the account' : 'Disable the account and end its sessions'}
          </Button>
          {link.data && <OneTimeLink {...link.data} />}
        </div>
      )}
    </Dialog>
  )
}
