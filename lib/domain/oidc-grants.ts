import { ROLES, type Role } from './actor.ts'

/** How an identity provider's claims become a role and teams. */
export interface ClaimRules {
  /** Claim that holds role names or group names; a text or a list. Dots reach into objects: `realm_access.roles`. */
  roleClaim: string
  /** Which value of it gives which role; a value that is not named here counts when it is a role's own name. */
  roleOfValue: Record<string, Role>
  /** Role of a person to whom the claim gives none; null refuses them. */
  defaultRole: Role | null
  /** Claim that lists groups of which a name that is a team's slug means that team; null leaves it to what groups are said to mean. */
  teamClaim: string | null
}

/** What an identity provider's claims give. */
export interface Grants {
  role: Role | null
  /** As they are written there; what they mean is kept in Plimsoll. */
  groups: string[]
  /** Whether a group whose name is a team's slug means that team without being said to. */
  isSlug: boolean
}

const MAX_GROUPS = 5000

/** The role is the first in the order of ROLES where several are given. Groups are those of the team claim, else of the role's. */
export function grantsOfClaims(claims: Record<string, unknown>, rules: ClaimRules): Grants {
  const given = new Set(
    textsAt(claims, rules.roleClaim).map((value) =>
      Object.hasOwn(rules.roleOfValue, value) ? rules.roleOfValue[value] : value,
    ),
  )
  return {
    role: ROLES.find((role) => given.has(role)) ?? rules.defaultRole,
    groups: textsAt(claims, rules.teamClaim ?? rules.roleClaim).slice(0, MAX_GROUPS),
    isSlug: rules.teamClaim !== null,
  }
}

/** The text values of a claim. A claim whose own name has dots (a URL, as some providers want it) is found as it is. */
function textsAt(claims: Record<string, unknown>, path: string): string[] {
  const value = Object.hasOwn(claims, path)
    ? claims[path]
    : path.split('.').reduce<unknown>((inner, name) => {
        const isObject = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        return isObject ? (inner as Record<string, unknown>)[name] : undefined
      }, claims)
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')
}
