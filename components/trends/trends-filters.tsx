'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { clustersOptions, teamsOptions } from '../../lib/client/settings.ts'
import { DIMENSIONS, type Dimension } from '../../lib/domain/metrics/definitions.ts'
import { ISSUE_KINDS } from '../../lib/domain/observation.ts'
import { ENVIRONMENTS } from '../../lib/domain/risk-context.ts'
import { SEVERITIES } from '../../lib/domain/severity.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { type Option, Select } from '../ui/select.tsx'
import { PeriodPicker } from './period-picker.tsx'
import type { useTrendsFilter } from './use-trends-filter.ts'

type Filter = ReturnType<typeof useTrendsFilter>

const word = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const options = <Value extends string>(any: string, values: readonly Value[]) =>
  [{ value: 'any' as const, label: any }, ...values.map((value) => ({ value, label: word(value) }))] as const

/** The choices of a filter; one that came with a link and is no longer in the list, as of a team that was deleted, stays chosen. */
function named(any: string, value: string | undefined, choices: readonly Option<string>[]): Option<string>[] {
  const known = value === undefined || choices.some((choice) => choice.value === value)
  return [{ value: '', label: any }, ...choices, ...(known ? [] : [{ value, label: value }])]
}
const WHERE = [...ENVIRONMENTS, 'none'] as const
const AS = [
  { value: 'then', label: 'As it was then' },
  { value: 'now', label: 'As it is today' },
] as const

/** What the figures are asked of. */
export function TrendsFilters({
  filter: { scope, set, isFiltered, clear },
  today,
}: {
  filter: Filter
  today: string | undefined
}) {
  const teams = useQuery(teamsOptions).data?.rows ?? []
  const clusters = useQuery(clustersOptions).data?.rows ?? []
  return (
    <>
      <PeriodPicker
        scope={scope}
        today={today ?? new Date().toISOString().slice(0, 10)}
        onDays={(days) => set({ days: days === 30 ? null : days, from: null, to: null })}
        onRange={(from, to) => set({ days: null, from: new Date(from), to: new Date(to) })}
      />
      <Select
        label="Team"
        options={named('Any team', scope.team, [
          { value: 'mine', label: 'My teams' },
          ...teams.map(({ slug, name }) => ({ value: slug, label: name })),
          { value: 'none', label: 'Owned by nobody' },
        ])}
        value={scope.team ?? ''}
        onChange={(team) => set({ team: team || null })}
        className="w-32!"
      />
      <Select
        label="Cluster"
        options={named('Any cluster', scope.cluster, [
          ...clusters.map(({ name }) => ({ value: name, label: name })),
          { value: 'none', label: 'In no known cluster' },
        ])}
        value={scope.cluster ?? ''}
        onChange={(cluster) => set({ cluster: cluster || null })}
        className="w-32!"
      />
      <Select
        label="Environment"
        options={options('Any environment', WHERE)}
        value={scope.environment ?? 'any'}
        onChange={(environment) => set({ environment: environment === 'any' ? null : environment })}
        className="w-39!"
      />
      <Select
        label="Kind"
        options={options('Any kind', ISSUE_KINDS)}
        value={scope.kind ?? 'any'}
        onChange={(kind) => set({ kind: kind === 'any' ? null : kind })}
        className="w-36!"
      />
      <Select
        label="Severity"
        options={options('Any severity', SEVERITIES)}
        value={scope.severity ?? 'any'}
        onChange={(severity) => set({ severity: severity === 'any' ? null : severity })}
        className="w-34!"
      />
      {isFiltered && (
        <IconButton label="Clear the filters" onClick={clear}>
          <X aria-hidden="true" />
        </IconButton>
      )}
    </>
  )
}

/** Whose each number is: of those who had it when it happened, or who have it today. */
export function BasisPicker({ filter: { scope, set } }: { filter: Filter }) {
  return (
    <Select
      label="Attribution"
      options={AS}
      value={scope.as ?? 'then'}
      onChange={(as) => set({ as: as === 'now' ? as : null })}
      className="w-36! shrink-0 print:hidden"
    />
  )
}

/** By what the figures are compared with one another. */
export function ByPicker({ filter: { by, set } }: { filter: Filter }) {
  return (
    <Select
      label="Compare by"
      options={DIMENSIONS.map((value): { value: Dimension; label: string } => ({ value, label: `By ${value}` }))}
      value={by}
      onChange={(value) => set({ by: value === 'team' ? null : value })}
      className="w-36! print:hidden"
    />
  )
}
