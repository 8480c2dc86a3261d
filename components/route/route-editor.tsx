'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { routeKeys } from '../../lib/client/query-keys.ts'
import { teamsOptions } from '../../lib/client/settings.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { Route, RouteProvider } from '../../lib/contract/routes.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { useTimeZone } from '../ui/clock.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Section } from '../ui/section.tsx'
import { Select } from '../ui/select.tsx'
import { Switch } from '../ui/switch.tsx'
import { notify } from '../ui/toaster.tsx'
import { ProviderSettings } from './provider-settings.tsx'
import { defaultSettings, draftOfRoute, newDraft, type RouteDraft, sentSettings } from './route-draft.ts'
import { RouteLimits } from './route-limits.tsx'
import { RoutePreview } from './route-preview.tsx'
import { RouteTiming } from './route-timing.tsx'

export interface EditorLimits {
  /** Teams whose routes the reader may manage; null is all, and routes of every team too. */
  teamIds: readonly number[] | null
}

/** Makes a route, or changes one. */
export function RouteEditor({
  route,
  providers,
  limits,
}: {
  route: Route | null
  providers: readonly RouteProvider[]
  limits: EditorLimits
}) {
  const router = useRouter()
  const timeZone = useTimeZone()
  const [draft, setDraft] = useState<RouteDraft>(() =>
    route ? draftOfRoute(route) : newDraft(providers[0]!, limits.teamIds?.[0] ?? null, timeZone),
  )
  const provider = providers.find(({ name }) => name === draft.provider) ?? providers[0]!
  const change = (part: Partial<RouteDraft>) => setDraft((before) => ({ ...before, ...part }))
  const save = useChange(
    () => {
      const body = { ...draft, settings: sentSettings(draft.settings, provider.fields) }
      return route
        ? send<Route>('PUT', `/api/v1/routes/${route.id}`, { ...body, version: route.version })
        : send<Route>('POST', '/api/v1/routes', body)
    },
    {
      changes: [routeKeys.all],
      done: (saved) => {
        notify({ title: route ? `${saved.name} is saved` : `${saved.name} tells of what happens from now on` })
        if (!route) router.push(`/settings/routes/${saved.id}`)
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending) save.mutate(undefined)
  }
  return (
    <form onSubmit={submit} className="flex max-w-3xl flex-col">
      <Section title="Who is told">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name of the route">
            <Input
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
              required
              maxLength={100}
            />
          </Field>
          <TeamOfRoute draft={draft} limits={limits} onChange={change} />
          <Field label="Kind of channel">
            <Select
              options={providers.map(({ name, label }) => ({ value: name, label }))}
              value={draft.provider}
              onChange={(name) => {
                const chosen = providers.find((known) => known.name === name)
                if (chosen) change({ provider: name, settings: defaultSettings(chosen) })
              }}
            />
          </Field>
        </div>
        <ProviderSettings
          provider={provider}
          settings={draft.settings}
          secretsSet={route?.provider === provider.name ? route.secretsSet : []}
          onChange={(settings) => change({ settings })}
        />
      </Section>
      <RouteLimits draft={draft} onChange={change} />
      <RouteTiming timing={draft.timing} onChange={(timing) => change({ timing })} />
      <RoutePreview draft={draft} fields={provider.fields} routeId={route?.id ?? null} />
      <Section title={route ? 'Save the route' : 'Make the route'}>
        <Switch checked={draft.enabled} onChange={(enabled) => change({ enabled })}>
          Switched on. A route that is switched off drops what waits.
        </Switch>
        <ChangeError error={save.error} />
        <div>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {route ? 'Save' : 'Make the route'}
          </Button>
        </div>
      </Section>
    </form>
  )
}

function TeamOfRoute({
  draft,
  limits,
  onChange,
}: {
  draft: RouteDraft
  limits: EditorLimits
  onChange: (part: Partial<RouteDraft>) => void
}) {
  const teams = useQuery(teamsOptions).data?.rows ?? []
  const own = teams.filter(({ id }) => limits.teamIds === null || limits.teamIds.includes(id))
  const options = [
    ...(limits.teamIds === null ? [{ value: 'all', label: 'Every team, and what nobody owns' }] : []),
    ...own.map(({ id, name }) => ({ value: String(id), label: name })),
  ]
  return (
    <Field label="Whose issues">
      <Select
        options={options}
        value={draft.teamId === null ? 'all' : String(draft.teamId)}
        onChange={(value) => onChange({ teamId: value === 'all' ? null : Number(value) })}
      />
    </Field>
  )
}
