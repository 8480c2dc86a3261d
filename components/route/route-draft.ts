import type { Route, RouteProvider, RouteSettings, SettingField } from '../../lib/contract/routes.ts'
import { ROUTE_EVENTS } from '../../lib/domain/notice.ts'

/** A route while it is being edited. Secrets that are not in `settings` stay as they are. */
export interface RouteDraft
  extends Pick<Route, 'name' | 'provider' | 'settings' | 'events' | 'filter' | 'timing' | 'enabled'> {
  teamId: number | null
}

export function newDraft(provider: RouteProvider, teamId: number | null, timeZone: string): RouteDraft {
  return {
    name: '',
    teamId,
    provider: provider.name,
    settings: defaultSettings(provider),
    events: ROUTE_EVENTS.filter((event) => event !== 'worsened'),
    filter: {
      severities: ['critical', 'high'],
      minRisk: null,
      stages: [],
      kinds: [],
      environments: [],
      unowned: false,
    },
    timing: { timeZone, rhythm: { every: 'event' }, quiet: null },
    enabled: true,
  }
}

export function draftOfRoute({ team, name, provider, settings, events, filter, timing, enabled }: Route): RouteDraft {
  return { name, teamId: team?.id ?? null, provider, settings, events, filter, timing, enabled }
}

/** What the form begins with; fields without a default are left out until something is entered. */
export function defaultSettings({ fields }: RouteProvider): RouteSettings {
  return Object.fromEntries(
    fields.filter((field) => field.default !== null && !field.secret).map((field) => [field.name, field.default]),
  )
}

/** What is sent: fields that were emptied are left out, so that their defaults hold. A secret of null is taken away. */
export function sentSettings(settings: RouteSettings, fields: readonly SettingField[]): RouteSettings {
  const secrets = new Set(fields.filter(({ secret }) => secret).map(({ name }) => name))
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([name, value]) => (value === null ? secrets.has(name) : value !== ''))
      .map(([name, value]) => [name, Array.isArray(value) ? value.filter((line) => line.trim() !== '') : value]),
  )
}
