'use client'

import { type FormEvent, useId, useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { clusterKeys, tokenKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { Team } from '../../lib/contract/teams.ts'
import type { IngestToken } from '../../lib/contract/tokens.ts'
import { TOKEN_KINDS, type TokenKind } from '../../lib/domain/actor.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import { Time } from '../ui/time.tsx'

const DURATIONS = ['30', '90', '365', '730'].map((days) => ({ value: days, label: `${days} days` }))
const KINDS: Record<TokenKind, string> = {
  reports: 'reports: what scanners found',
  events: 'events: what Falco sees',
  admission: 'admission: what the API server asks',
}

/** Makes an ingest token and shows it, once. */
export function TokenDialog({ teams, onClose }: { teams: readonly Team[]; onClose: () => void }) {
  const form = useId()
  const [name, setName] = useState('')
  const [kinds, setKinds] = useState<readonly TokenKind[]>(['reports'])
  const [cluster, setCluster] = useState('')
  const [team, setTeam] = useState('none')
  const [days, setDays] = useState('90')
  const create = useChange(
    () =>
      send<IngestToken & { token: string }>('POST', '/api/v1/tokens', {
        name,
        kinds,
        cluster: cluster.trim() || null,
        teamId: team === 'none' ? null : Number(team),
        days: Number(days),
      }),
    { changes: [tokenKeys.all, clusterKeys.all] },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!create.isPending && kinds.length > 0) create.mutate(undefined)
  }
  const made = create.data
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={made ? `Copy the token “${made.name}”` : 'New token'}
      footer={
        made ? (
          <Button variant="primary" onClick={onClose}>
            I have copied it
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={form} variant="primary" busy={create.isPending} disabled={kinds.length === 0}>
              Make the token
            </Button>
          </>
        )
      }
    >
      {made ? (
        <div className="flex flex-col gap-3">
          <CodeBlock code={made.token} label="token" wrap />
          <p className="text-muted text-sm">
            You will not see it again. It may deliver {made.kinds.join(', ')}
            {made.cluster && <> for {made.cluster.name}</>} and expires <Time at={made.expiresAt} />.
          </p>
        </div>
      ) : (
        <form id={form} onSubmit={submit} className="flex flex-col gap-4">
          <ChangeError error={create.error} />
          <Field label="Name" hint="Where it is used: “GitLab CI of payments”">
            <Input
              value={name}
              onChange={(event) => setName(event.target.value)}
              required
              maxLength={100}
              autoComplete="off"
            />
          </Field>
          <fieldset className="flex flex-col gap-1.5">
            <legend className="mb-1 font-medium text-sm">What it may deliver</legend>
            {TOKEN_KINDS.map((kind) => (
              <Checkbox
                key={kind}
                checked={kinds.includes(kind)}
                onChange={(on) => setKinds(on ? [...kinds, kind] : kinds.filter((other) => other !== kind))}
              >
                {KINDS[kind]}
              </Checkbox>
            ))}
          </fieldset>
          <Field label="Cluster" optional hint="The only cluster it may speak for. A new name makes the cluster.">
            <Input
              value={cluster}
              onChange={(event) => setCluster(event.target.value)}
              maxLength={253}
              autoComplete="off"
            />
          </Field>
          <Field label="Team" hint="Owns what it delivers where nothing else names a team">
            <Select
              options={[
                { value: 'none', label: 'No team' },
                ...teams.map((one) => ({ value: String(one.id), label: one.name })),
              ]}
              value={team}
              onChange={setTeam}
            />
          </Field>
          <Field label="Valid for">
            <Select options={DURATIONS} value={days} onChange={setDays} />
          </Field>
        </form>
      )}
    </Dialog>
  )
}
