'use client'

import { Plus, X } from 'lucide-react'
import type { TeamRef } from '../../lib/contract/teams.ts'
import { type FactsColumn, FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import {
  BANDS,
  BASIS_OPTIONS,
  daysOf,
  ENVIRONMENT_OPTIONS,
  isForAll,
  newRule,
  REOPEN_OPTIONS,
  type Rule,
} from './clock-words.ts'

/** The clocks, each for a team and an environment; the one for all others is there always. */
export function RulesTable({
  rules,
  teams,
  mayManage,
  onChange,
}: {
  rules: readonly Rule[]
  teams: readonly TeamRef[]
  mayManage: boolean
  onChange: (rules: Rule[]) => void
}) {
  const set = (at: number, more: Partial<Rule>) =>
    onChange(rules.map((rule, index) => (index === at ? { ...rule, ...more } : rule)))
  const rows = rules.map((rule, at) => ({ rule, at, name: nameOf(rule, teams) }))
  const removal: FactsColumn<(typeof rows)[number]> = {
    heading: 'Remove',
    cell: ({ rule, at, name }) =>
      isForAll(rule) ? null : (
        <IconButton
          label={`Remove the clock of ${name}`}
          size="small"
          onClick={() => onChange(rules.filter((_, index) => index !== at))}
        >
          <X aria-hidden="true" />
        </IconButton>
      ),
  }
  return (
    <>
      <FactsTable
        caption="Clocks by team and environment"
        rows={rows}
        rowKey={({ at }) => at}
        empty="There is no clock."
        columns={[
          {
            heading: 'Team',
            cell: ({ rule, at }) =>
              isForAll(rule) ? (
                <span className="whitespace-nowrap">All others</span>
              ) : (
                <Select
                  className="min-w-36"
                  label={`Team of clock ${at + 1}`}
                  disabled={!mayManage}
                  value={String(rule.teamId ?? 'any')}
                  options={[
                    { value: 'any', label: 'Any team' },
                    ...teams.map(({ id, name }) => ({ value: String(id), label: name })),
                    ...(rule.teamId !== null && !teams.some(({ id }) => id === rule.teamId)
                      ? [{ value: String(rule.teamId), label: 'A team that is gone' }]
                      : []),
                  ]}
                  onChange={(value) => set(at, { teamId: value === 'any' ? null : Number(value) })}
                />
              ),
          },
          {
            heading: 'Runs in',
            cell: ({ rule, at }) =>
              isForAll(rule) ? (
                <span className="text-muted">anywhere</span>
              ) : (
                <Select
                  className="min-w-40"
                  label={`Environment of clock ${at + 1}`}
                  disabled={!mayManage}
                  value={rule.environment ?? 'any'}
                  options={ENVIRONMENT_OPTIONS}
                  onChange={(value) => set(at, { environment: value === 'any' ? null : value })}
                />
              ),
          },
          {
            heading: 'Days',
            cell: ({ rule, at }) => (
              <Select
                className="min-w-32"
                label={`What the days of ${nameOf(rule, teams)} go by`}
                disabled={!mayManage}
                value={rule.by}
                options={BASIS_OPTIONS}
                onChange={(by) => set(at, { by })}
              />
            ),
          },
          ...BANDS.map((band) => ({
            heading: band.charAt(0).toUpperCase() + band.slice(1),
            numeric: true,
            cell: ({ rule, at, name }: (typeof rows)[number]) => (
              <Input
                className="w-16! text-right"
                inputMode="numeric"
                aria-label={`Days for ${band}: ${name}`}
                placeholder="none"
                readOnly={!mayManage}
                value={rule.days[band] ?? ''}
                onChange={(event) => {
                  const days = daysOf(event.target.value)
                  if (days !== undefined) set(at, { days: { ...rule.days, [band]: days } })
                }}
              />
            ),
          })),
          {
            heading: 'Business days',
            cell: ({ rule, at, name }) => (
              <span className="inline-flex h-8 items-center align-middle">
                <Checkbox
                  label={`Business days only: ${name}`}
                  disabled={!mayManage}
                  checked={rule.businessDays}
                  onChange={(businessDays) => set(at, { businessDays })}
                />
              </span>
            ),
          },
          {
            heading: 'Seen again',
            cell: ({ rule, at, name }) => (
              <Select
                className="min-w-44"
                label={`When it is seen again: ${name}`}
                disabled={!mayManage}
                value={rule.onReopen}
                options={REOPEN_OPTIONS}
                onChange={(onReopen) => set(at, { onReopen })}
              />
            ),
          },
          ...(mayManage && rules.length > 1 ? [removal] : []),
        ]}
      />
      {mayManage && (
        <div>
          <Button size="small" onClick={() => onChange([...rules, newRule(rules)])}>
            <Plus aria-hidden="true" />
            Add a clock
          </Button>
        </div>
      )}
    </>
  )
}

function nameOf(rule: Rule, teams: readonly TeamRef[]): string {
  if (isForAll(rule)) return 'all others'
  const team =
    teams.find(({ id }) => id === rule.teamId)?.name ?? (rule.teamId === null ? 'any team' : 'a team that is gone')
  return rule.environment ? `${team} in ${rule.environment}` : team
}
