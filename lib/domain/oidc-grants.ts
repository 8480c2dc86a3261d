import { ROLES, type Role } from './actor.ts'

/** How an identity provider's claims become a role and teams. */
export interface ClaimRules {
  /** Claim that holds role names or group names; a text or a list. Dots reach into objects: `realm_access.roles`. */
  roleClaim: string
  /** Which value of it gives which role; a value that is not named here counts when it is a role's own name. */
  roleOfValue: Record<string, Role>
  /** Role of a person to whom the claim gives none; null refuses them. */
  defaultRole: Role | null
  /** Claim that lists team slugs; null leaves teams to Plimsoll. */
  teamClaim: string | null
}

/** The role (the first in the order of ROLES where several are given) and team slugs; null teams are left as they are. */
export function grantsOfClaims(
  claims: Record<string, unknown>,
  rules: ClaimRules,
): { role: Role | null; teamSlugs: string[] | null } {
  const given = new Set(
    textsAt(claims, rules.roleClaim).map((value) =>
      Object.hasOwn(rules.roleOfValue, value) ? rules.roleOfValue[value] : value,
    ),
  )
  return {
    role: ROLES.find((role) => given.has(role)) ?? rules.defaultRole,
    teamSlugs: rules.teamClaim === null ? null : textsAt(claims, rules.teamClaim).map((slug) => slug.toLowerCase()),
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
