import { type Actor, ROLES, type Role, type TokenKind } from './actor.ts'
import { err, type Failure } from './result.ts'

/** How far a role's permission reaches: every team's things, or its own teams' and those that nobody owns. */
type Reach = 'all' | 'own'

const everyone = { admin: 'all', security: 'all', manager: 'all', auditor: 'all', developer: 'own' } as const
const triagers = { admin: 'all', security: 'all', developer: 'own' } as const
const security = { admin: 'all', security: 'all' } as const

/** Who may do what: the one table of authorisation for people (DESIGN.md §12). */
const PERMISSIONS = {
  'issue.read': everyone,
  'issue.comment': { ...triagers, manager: 'all' },
  'issue.assign': triagers,
  'issue.triage': triagers,
  'issue.handle': triagers,
  'issue.accept': security,
  'issue.dismiss': security,
  'issue.merge': security,
  'statement.revoke': security,
  'fix.read': everyone,
  'fix.act': triagers,
  'workload.read': everyone,
  'image.read': everyone,
  'decision.read': everyone,
  'report.read': everyone,
  'metric.read': everyone,
  'metric.recount': { admin: 'all' },
  'report.decide': security,
  'source.read': { admin: 'all', security: 'all', manager: 'all', auditor: 'all', developer: 'all' },
  'cluster.manage': security,
  'load-line.read': { admin: 'all', security: 'all', manager: 'all', auditor: 'all', developer: 'all' },
  'load-line.set': security,
  'token.manage': security,
  'risk.read': { admin: 'all', security: 'all', manager: 'all', auditor: 'all', developer: 'all' },
  'risk.manage': { admin: 'all' },
  'team.read': { admin: 'all', security: 'all', manager: 'all', auditor: 'all', developer: 'all' },
  'team.manage': security,
  'clock.read': { admin: 'all', security: 'all', manager: 'all', auditor: 'all', developer: 'all' },
  'clock.manage': security,
  'job.manage': security,
  'route.read': everyone,
  'route.manage': triagers,
  'host.read': { admin: 'all', security: 'all', auditor: 'all' },
  'host.allow': { admin: 'all' },
  'user.read': { admin: 'all', security: 'all', auditor: 'all' },
  'user.manage': { admin: 'all' },
  'audit.read': { admin: 'all', auditor: 'all' },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>

export type Permission = keyof typeof PERMISSIONS

/** Team of the thing that is asked for: an id, or null for what nobody owns. Leave it out for what has no team. */
export interface Target {
  teamId?: number | null
}

/** How far a person's permission reaches, or null when the role does not have it. The system may do everything. */
export function reachOf(actor: Actor, permission: Permission): Reach | null {
  if (actor.type === 'system') return 'all'
  if (actor.type === 'token') return null
  return (PERMISSIONS[permission] as Partial<Record<Role, Reach>>)[actor.role] ?? null
}

/** The roles whose permission reaches so far. */
export function rolesReaching(permission: Permission, reach: Reach): Role[] {
  return ROLES.filter((role) => (PERMISSIONS[permission] as Partial<Record<Role, Reach>>)[role] === reach)
}

export function can(actor: Actor, permission: Permission, target: Target = {}): boolean {
  const reach = reachOf(actor, permission)
  if (reach !== 'own') return reach === 'all'
  if (target.teamId === undefined || target.teamId === null) return true
  return actor.type === 'user' && actor.teamIds.includes(target.teamId)
}

/** The team ids that an actor's list queries are limited to; null is no limit, `[]` is unowned things only. */
export function teamLimit(actor: Actor, permission: Permission): number[] | null {
  return reachOf(actor, permission) === 'own' && actor.type === 'user' ? actor.teamIds : null
}

/** Null when allowed, else the failure to return. */
export function refusal(
  actor: Actor,
  permission: Permission,
  target: Target = {},
): { ok: false; failure: Failure } | null {
  if (can(actor, permission, target)) return null
  const who = actor.type === 'user' ? `Your role (${actor.role})` : 'An ingest token'
  return err('forbidden', `${who} does not allow this (${permission}). An administrator can change roles and teams.`)
}

/** Null when this token may deliver this kind of data for this cluster, else the failure to return. */
export function ingestRefusal(
  actor: Actor,
  kind: TokenKind,
  clusterId: number | null,
): { ok: false; failure: Failure } | null {
  if (actor.type === 'system') return null
  if (actor.type === 'user') {
    return err(
      'forbidden',
      'Data is delivered with an ingest token, not with a signed-in session. Make one under Sources.',
    )
  }
  if (!actor.kinds.includes(kind)) {
    return err(
      'forbidden',
      `This token may deliver ${actor.kinds.join(', ')}, not ${kind}. Make one for ${kind} under Sources.`,
    )
  }
  if (actor.clusterId !== null && clusterId !== actor.clusterId) {
    return err('forbidden', 'This token is limited to one cluster and may not deliver for another one, or for none.')
  }
  return null
}
