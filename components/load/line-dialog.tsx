'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { loadKeys, workloadKeys } from '../../lib/client/query-keys.ts'
import { teamsOptions } from '../../lib/client/settings.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { LoadLine } from '../../lib/contract/load.ts'
import { LOAD_KINDS, type LoadKind, NARROWED_BY } from '../../lib/domain/load-line.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input, Textarea } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import { notify } from '../ui/toaster.tsx'
import { Distribution } from './distribution.tsx'
import { KIND_WORDS, lineTitle } from './line-words.ts'

const ENVIRONMENTS = [
  { value: 'any', label: 'Any environment' },
  { value: 'production', label: 'Production' },
  { value: 'staging', label: 'Staging' },
  { value: 'development', label: 'Development' },
] as const
type Environment = (typeof ENVIRONMENTS)[number]['value']

/** Sets a line, or moves or takes away one that is there: each with the reason that the history keeps. */
export function LineDialog({
  line,
  lines,
  onClose,
}: {
  line: LoadLine | null
  lines: readonly LoadLine[]
  onClose: () => void
}) {
  const form = useId()
  const teams = useQuery(teamsOptions).data?.rows ?? []
  const [kind, setKind] = useState<LoadKind>(line?.kind ?? 'workload')
  const [chosen, setChosen] = useState<Environment>(line?.environment ?? 'production')
  const [team, setTeam] = useState(line?.team ? String(line.team.id) : 'any')
  const [limit, setLimit] = useState(line?.limit == null ? '' : String(line.limit))
  const [reason, setReason] = useState('')
  const by = NARROWED_BY[kind]
  const environment = by.environment && chosen !== 'any' ? chosen : null
  const teamId = by.team && team !== 'any' ? Number(team) : null
  const replaced = lines.find(
    (one) => one.kind === kind && one.environment === environment && (one.team?.id ?? null) === teamId,
  )
  const change = useChange(
    (to: number | null) =>
      send<LoadLine>('POST', '/api/v1/load-lines', {
        ...{ kind, environment, teamId, limit: to, reason, replaces: replaced?.id ?? null },
      }),
    {
      changes: [loadKeys.all, workloadKeys.all, ['images']],
      done: (now) => {
        const title = lineTitle(now)
        notify({
          title: now.limit === null ? `${title}: no line any more` : `${title}: line at ${now.limit.toFixed(1)}`,
        })
        onClose()
      },
    },
  )
  const typed = limit.trim() === '' || !Number.isFinite(Number(limit)) ? null : Number(limit)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed !== null) change.mutate(typed)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={line ? lineTitle(line) : 'Set a load line'}
      description="The load that is accepted. The gauges show under, near (from 80 %) and over it."
      width="medium"
      footer={
        <>
          {line && (
            <Button
              variant="ghost"
              disabled={reason.trim() === ''}
              onClick={() => change.mutate(null)}
              busy={change.isPending}
            >
              Take the line away
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={change.isPending}>
            {replaced ? 'Move the line' : 'Set the line'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <ChangeError error={change.error} />
        {!line && (
          <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
            <Field label="For each">
              <Select
                options={LOAD_KINDS.map((value) => ({ value, label: KIND_WORDS[value].one }))}
                value={kind}
                onChange={setKind}
              />
            </Field>
            {by.environment && (
              <Field label="Environment">
                <Select options={ENVIRONMENTS} value={chosen} onChange={setChosen} />
              </Field>
            )}
            {by.team && (
              <Field label="Team">
                <Select
                  options={[
                    { value: 'any', label: 'Any team' },
                    ...teams.map(({ id, name }) => ({ value: String(id), label: name })),
                  ]}
                  value={team}
                  onChange={setTeam}
                />
              </Field>
            )}
          </div>
        )}
        <Distribution
          scope={{ kind, environment, teamId }}
          typed={typed}
          onTake={(suggested) => setLimit(String(suggested))}
        />
        <Field label="Line" {...(replaced && { hint: `It is ${replaced.limit?.toFixed(1)} now.` })}>
          <Input
            type="number"
            min={0}
            max={1_000_000}
            step={0.1}
            required
            value={limit}
            onChange={(event) => setLimit(event.target.value)}
          />
        </Field>
        <Field label="Reason" hint="The history and the audit log keep it.">
          <Textarea
            rows={2}
            required
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  )
}
