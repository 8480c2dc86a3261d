import type { Actor } from '../../domain/actor.ts'
import { type Permission, reachOf, refusal } from '../../domain/permission.ts'
import { err } from '../../domain/result.ts'

type RoutePermission = Extract<Permission, 'route.read' | 'route.manage'>

/**
 * Null when allowed. A route of no team tells of everybody's issues, so it is only for those whose permission reaches everybody's, unlike an
 * issue that nobody owns.
 */
export function routeRefusal(actor: Actor, permission: RoutePermission, teamId: number | null) {
  if (teamId === null && reachOf(actor, permission) === 'own') {
    return err('forbidden', 'A route of all teams is for administrators and security. Choose one of your teams.')
  }
  return refusal(actor, permission, { teamId })
}

export function mayManage(actor: Actor, teamId: number | null): boolean {
  return routeRefusal(actor, 'route.manage', teamId) === null
}
