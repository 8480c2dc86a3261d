'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { signInGroupsOptions } from '../../lib/client/ownership.ts'
import { ownershipKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { SignInGroups as Stored } from '../../lib/contract/ownership.ts'
import type { Team } from '../../lib/contract/teams.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Loaded } from '../settings/loaded.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'
import { Section } from '../ui/section.tsx'
import { Select } from '../ui/select.tsx'
import { notify } from '../ui/toaster.tsx'

/** Which teams people belong to by their groups at the identity provider. */
export function SignInGroups({ teams, mayManage }: { teams: readonly Team[]; mayManage: boolean }) {
  const stored = useQuery(signInGroupsOptions)
  return (
    <Loaded what="the groups" read={stored}>
      {(groups) => <Groups key={groups.version} stored={groups} teams={teams} mayManage={mayManage} />}
    </Loaded>
  )
}

interface Row {
  id: number
  name: string
  team: string | null
}

function Groups({ stored, teams, mayManage }: { stored: Stored; teams: readonly Team[]; mayManage: boolean }) {
  const [rows, setRows] = useState<Row[]>(() => stored.groups.map((group, id) => ({ id, ...group })))
  const save = useChange(
    () =>
      send<Stored>('PUT', '/api/v1/ownership/groups', {
        version: stored.version,
        groups: rows.map(({ name, team }) => ({ name, team })),
      }),
    {
      changes: [ownershipKeys.groups],
      done: () => notify({ title: 'Groups saved', detail: 'They count from the next sign-in.' }),
    },
  )
  const set = (id: number, edit: Partial<Row>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...edit } : row)))
  const isReady = rows.every(({ name, team }) => name.trim() !== '' && team !== null)
  const isChanged = JSON.stringify(rows.map(({ name, team }) => ({ name, team }))) !== JSON.stringify(stored.groups)
  return (
    <Section title="Sign-in groups" note={noteOf(stored)}>
      <ChangeError error={save.error} />
      {rows.length === 0 && <p className="text-muted text-sm">No group is said to mean a team.</p>}
      <ul className="flex flex-col gap-2" aria-label="Groups and their teams">
        {rows.map((row, at) => (
          <li key={row.id} className="flex flex-wrap items-center gap-2">
            <Input
              mono
              className="max-w-md flex-1"
              aria-label={`Group ${at + 1}`}
              placeholder="gitlab-payments"
              value={row.name}
              disabled={!mayManage}
              onChange={(event) => set(row.id, { name: event.target.value })}
            />
            <span className="text-muted text-sm">means</span>
            <Select
              className="w-44"
              label={`Team of group ${at + 1}`}
              placeholder="Choose a team"
              options={teams.map(({ slug, name }) => ({ value: slug, label: name }))}
              value={row.team}
              disabled={!mayManage}
              onChange={(team) => set(row.id, { team })}
            />
            {mayManage && (
              <IconButton
                label={`Remove group ${at + 1}`}
                onClick={() => setRows(rows.filter(({ id }) => id !== row.id))}
              >
                <Trash2 aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayManage && (
        <div className="flex gap-2">
          <Button
            onClick={() =>
              setRows([...rows, { id: Math.max(0, ...rows.map(({ id }) => id + 1)), name: '', team: null }])
            }
          >
            <Plus aria-hidden="true" />
            Add a group
          </Button>
          <Button
            variant="primary"
            disabled={!isReady || !isChanged}
            busy={save.isPending}
            onClick={() => save.mutate(undefined)}
          >
            Save the groups
          </Button>
        </div>
      )}
    </Section>
  )
}

function noteOf({ claim, slugs }: Stored): string {
  const kept = 'A team that a group gave goes with the group; one that a person gave stays.'
  if (claim === null) return `No identity provider is configured; these groups wait for one. ${kept}`
  const named = slugs ? ' A group that is called as a team’s slug means that team without being said to.' : ''
  return `Groups are those of the claim ${claim}, taken at each sign-in.${named} ${kept}`
}
