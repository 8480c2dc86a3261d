'use client'

import { type FormEvent, useId, useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { teamKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { Team } from '../../lib/contract/teams.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { notify } from '../ui/toaster.tsx'
import { ChangeError } from './change-error.tsx'

/** "Payments & Billing" → "payments-billing". */
function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^-+|-+$/g, '')
}

export function CreateTeam({ onClose }: { onClose: () => void }) {
  const form = useId()
  const [name, setName] = useState('')
  const [typedSlug, setTypedSlug] = useState<string | null>(null)
  const slug = typedSlug ?? slugOf(name)
  const create = useChange(() => send<Team>('POST', '/api/v1/teams', { name, slug }), {
    changes: [teamKeys.all],
    done: (team) => {
      notify({ title: `${team.name} made` })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate(undefined)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Make a team"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Make the team
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <ChangeError error={create.error} />
        <Field label="Name">
          <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
        </Field>
        <Field label="Slug" hint="What labels name. It cannot be changed later.">
          <Input
            mono
            value={slug}
            onChange={(event) => setTypedSlug(event.target.value)}
            required
            pattern="[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?"
            title="Lower-case letters, digits and hyphens"
          />
        </Field>
      </form>
    </Dialog>
  )
}

export function EditTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const form = useId()
  const [name, setName] = useState(team.name)
  const [removing, setRemoving] = useState(false)
  const rename = useChange(() => send<Team>('PATCH', `/api/v1/teams/${team.id}`, { name }), {
    changes: [teamKeys.all],
    done: onClose,
  })
  const remove = useChange(() => send<void>('DELETE', `/api/v1/teams/${team.id}`), {
    changes: [teamKeys.all],
    done: () => {
      notify({ title: `${team.name} removed` })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate(undefined)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={team.name}
      description={<code className="font-mono text-xs">{team.slug}</code>}
      footer={
        removing ? (
          <>
            <Button onClick={() => setRemoving(false)}>Keep it</Button>
            <Button variant="danger" onClick={() => remove.mutate(undefined)} busy={remove.isPending}>
              Remove {team.name} for good
            </Button>
          </>
        ) : (
          <>
            <Button variant="ghost" onClick={() => setRemoving(true)}>
              Remove the team
            </Button>
            <Button type="submit" form={form} variant="primary" busy={rename.isPending}>
              Save
            </Button>
          </>
        )
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <ChangeError error={rename.error ?? remove.error} />
        <Field label="Name">
          <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
        </Field>
      </form>
    </Dialog>
  )
}
