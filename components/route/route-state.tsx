import type { Route } from '../../lib/contract/routes.ts'
import { Badge } from '../ui/badge.tsx'

/** How a route is, in one word; its page says more. */
export function RouteState({ route }: { route: Route }) {
  if (!route.enabled) return <Badge>Off</Badge>
  if (route.endpoint.paused) return <Badge tone="danger">Paused after failures</Badge>
  if (route.endpoint.failures > 0) return <Badge tone="warn">Failing</Badge>
  if (route.endpoint.waitsUntil) return <Badge tone="warn">Waits: too many messages</Badge>
  if (route.last?.ok) return <Badge tone="ok">Delivers</Badge>
  return <Badge>Nothing sent yet</Badge>
}
