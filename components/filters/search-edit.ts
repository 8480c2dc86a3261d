import {
  parseSearchTerms,
  printSearchTerm,
  SEARCH_FIELDS,
  type SearchField,
  type SearchTerm,
} from '../../lib/domain/issue-search.ts'

/** The text without this term, or with it when it was not there; a new value stands behind the others of its field. */
export function toggleTerm(text: string, term: SearchTerm): string {
  const terms = parseSearchTerms(text)
  const without = terms.filter((other) => !same(other, term))
  if (without.length < terms.length) return print(without)
  const last = terms.findLastIndex((other) => other.field === term.field)
  return print(last === -1 ? [...terms, term] : terms.toSpliced(last + 1, 0, term))
}

export function withoutField(text: string, field: SearchField): string {
  return print(parseSearchTerms(text).filter((term) => term.field !== field))
}

function same(a: SearchTerm, b: SearchTerm): boolean {
  return a.field === b.field && a.value === b.value
}

function print(terms: readonly SearchTerm[]): string {
  return terms.map(printSearchTerm).join(' ')
}

/** What is being typed: the part of a term before the caret, and where the whole of it stands in the text. */
export interface Typed {
  start: number
  end: number
  /** Null while it is a word, or the name of a field not yet finished. */
  field: SearchField | null
  prefix: string
}

/** The term that the caret is in or behind. */
export function typedAt(text: string, caret: number): Typed {
  const before = text.slice(0, caret)
  const start = before.match(/(?:[A-Za-z]+:)?(?:"[^"]*|[^\s"]*)$/)?.index ?? caret
  const rest = text.slice(caret).match(/^[^\s"]*"?/)?.[0].length ?? 0
  const token = before.slice(start)
  const colon = token.indexOf(':')
  const name = token.slice(0, Math.max(0, colon)).toLowerCase()
  const field = SEARCH_FIELDS.find((known) => known === name) ?? null
  const prefix = (field ? token.slice(colon + 1) : token).replace(/^"/, '')
  return { start, end: caret + rest, field, prefix }
}

/** The text with what is being typed replaced, and where the caret then stands. */
export function complete(text: string, { start, end }: Typed, replacement: string): { text: string; caret: number } {
  const head = `${text.slice(0, start)}${replacement}${replacement.endsWith(':') ? '' : ' '}`
  const after = text.slice(end)
  return { text: head + (replacement.endsWith(':') ? after : after.trimStart()), caret: head.length }
}
