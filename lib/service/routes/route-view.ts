import type { Route } from '../../contract/routes.ts'
import type { StoredRoute } from '../../store/routes/rows.ts'
import { openableSettings } from './secrets.ts'

/** A route as people see it: of its secrets only which are set. */
export function routeView(row: StoredRoute, mayManage: boolean): Route {
  const { secrets, endpoint, updatedAt: _, createdAt, last, ...route } = row
  const { label, failures, retryAt, pausedAt, pauseReason, probeAt } = endpoint
  return {
    ...route,
    settings: route.settings as Route['settings'],
    filter: route.filter as Route['filter'],
    events: route.events as Route['events'],
    secretsSet: Object.entries(openableSettings(row.id, secrets)).flatMap(([name, value]) =>
      value === '' ? [] : [name],
    ),
    createdAt: createdAt.toISOString(),
    endpoint: {
      label,
      failures,
      waitsUntil: retryAt && retryAt > new Date() ? retryAt.toISOString() : null,
      paused:
        pausedAt && probeAt
          ? { since: pausedAt.toISOString(), reason: pauseReason ?? '', nextTryAt: probeAt.toISOString() }
          : null,
    },
    last: last && { ...last, at: last.at.toISOString() },
    mayManage,
  }
}
