/** How a sample is written; values one a line are `lines`. */
export type Writing = 'json' | 'lines' | 'xml' | 'csv'

export function writingOf(text: string): Writing {
  if (text.startsWith('<')) return 'xml'
  if (!/^[[{]/.test(text)) return 'csv'
  return /^\{.*\}\n\{/.test(text) ? 'lines' : 'json'
}

const TOKENS: Record<Writing, RegExp> = {
  json: /"(?:[^"\\]|\\.)*"|[[\]{},:]/gs,
  lines: /"(?:[^"\\]|\\.)*"|[[\]{},:]/gs,
  xml: /<\/?|\/?>|"[^"]*"|=/g,
  csv: /[,\n]/g,
}

/** Positions beside every bracket, comma, colon and quote outside of texts, with how many brackets are open there. */
export function boundariesOf(text: string): Map<number, number> {
  const boundaries = new Map<number, number>()
  let depth = 0
  for (const { 0: token, index } of text.matchAll(TOKENS[writingOf(text)])) {
    boundaries.set(index, depth)
    if (token.startsWith('"')) boundaries.set(index + 1, depth).set(index + token.length - 1, depth)
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    boundaries.set(index + token.length, depth)
  }
  return boundaries
}

/** How many values the text holds that can be another one; of lines those of the first. */
export function placesIn(text: string): number {
  const writing = writingOf(text)
  return writing === 'json' || writing === 'lines' ? valuesIn(parsed(text)) : [...text.matchAll(LEAF)].length
}

/** The text with another value in one of its places; what is no JSON holds texts only. */
export function withOther(text: string, place: number, by: unknown): string {
  const writing = writingOf(text)
  const other = () => JSON.stringify(replaced(parsed(text), { left: place }, by))
  if (writing === 'json') return other()
  if (writing === 'lines') return other() + text.slice(text.indexOf('\n'))
  let left = place
  const words = (typeof by === 'string' ? by : JSON.stringify(by)).replace(
    /[<>&"]/g,
    (sign) => `&#${sign.charCodeAt(0)};`,
  )
  return text.replaceAll(LEAF, (leaf) => (left-- === 0 ? words : leaf))
}

/** What stands between the signs of a text that is no JSON. */
const LEAF = /(?<=>)[^<>]+(?=<\/)|(?<==")[^"]*(?=")|(?<=^|[,\n])[^,<>\n]+(?=[,\n]|$)/g

function parsed(text: string): unknown {
  return JSON.parse(writingOf(text) === 'lines' ? text.slice(0, text.indexOf('\n')) : text)
}

function replaced(value: unknown, place: { left: number }, by: unknown): unknown {
  if (place.left-- === 0) return by
  if (Array.isArray(value)) return value.map((one) => replaced(one, place, by))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, place, by)]))
}

function valuesIn(value: unknown): number {
  const inside = typeof value === 'object' && value !== null ? Object.values(value) : []
  return inside.reduce((sum: number, one) => sum + valuesIn(one), 1)
}
