import { teamSlug } from './team-slug.ts'

/** How names that others use become our teams: slugs of the teams that exist, and what an administrator says a name means. */
export interface TeamNames {
  slugs: ReadonlySet<string>
  /** A name in lower case (`@shop/pay-squad`, `group:default/payments`, a label's value) to a slug. */
  aliases: ReadonlyMap<string, string>
}

/**
 * The slug that a name means: by an alias, else by its last part (`@shop/payments` and `group:default/payments` are both
 * `payments`). Null where it can be no team: a person, an e-mail address, nothing.
 */
export function teamOfHandle(name: string, { aliases }: Pick<TeamNames, 'aliases'>): string | null {
  const written = name.trim().toLowerCase()
  const alias = aliases.get(written)
  if (alias !== undefined) return alias
  const reference = /^([a-z]+):(?:[^/]*\/)?(.+)$/.exec(written)
  if (reference) return reference[1] === 'group' ? teamSlug(reference[2]!) : null
  if (/^[^@\s]+@[^@\s]+$/.test(written)) return null
  return teamSlug(name)
}
