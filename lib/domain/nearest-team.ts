/** A team as people know it. */
export interface NamedTeam {
  slug: string
  name: string
}

const MAX_DISTANCE = 2
const FILLER = new Set([
  'team',
  'squad',
  'group',
  'devs',
  'developers',
  'crew',
  'tribe',
  'guild',
  'the',
  'eng',
  'engineering',
])

/**
 * The team that is called nearly so, null where none or several are: the same words but for `team`, `squad` and the like, one
 * name within the other word for word, or a slip or two of the pen in a name that is long enough for that.
 */
export function nearestTeam<Team extends NamedTeam>(name: string, teams: readonly Team[]): Team | null {
  const asked = wordsOf(name)
  if (asked.length === 0) return null
  const ways = [
    (own: string[]) => own.join('-') === asked.join('-'),
    (own: string[]) => within(own, asked) || within(asked, own),
    (own: string[]) => isSlip(own.join('-'), asked.join('-')),
  ]
  for (const way of ways) {
    const found = teams.filter((team) => way(wordsOf(team.slug)) || way(wordsOf(team.name)))
    if (found.length === 1) return found[0]!
    if (found.length > 1) return null
  }
  return null
}

function wordsOf(name: string): string[] {
  const last =
    name
      .replace(/^[a-z]+:/i, '')
      .split('/')
      .at(-1) ?? ''
  const words = last
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  const telling = words.filter((word) => !FILLER.has(word))
  return telling.length > 0 ? telling : words
}

/** Whether all words of one stand in the other, those of fewer than three letters left aside. */
function within(few: readonly string[], many: readonly string[]): boolean {
  const telling = few.filter((word) => word.length >= 3)
  return telling.length > 0 && telling.every((word) => many.includes(word))
}

function isSlip(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length)
  return Math.min(a.length, b.length) >= 4 && length <= 64 && distance(a, b) <= (length < 8 ? 1 : MAX_DISTANCE)
}

/** How many letters must be put in, left out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
