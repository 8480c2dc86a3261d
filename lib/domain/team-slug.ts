// The queue's filter gives these a meaning of their own (`team:none`, `team:mine`).
const RESERVED = new Set(['none', 'mine'])

/** The slug of a team's name as a label, CODEOWNERS line or person writes it (`@shop/Payments` → `payments`); null when none is left. */
export function teamSlug(text: string): string | null {
  const name = text.trim().startsWith('@') ? (text.split('/').at(-1) ?? '') : text
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 63)
    .replace(/-$/, '')
  return slug === '' || RESERVED.has(slug) ? null : slug
}
