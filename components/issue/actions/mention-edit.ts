import type { PersonRef } from '../../../lib/contract/issues.ts'

/** The beginning of a name that is being typed after an @, and where it starts; null where none is. */
export function mentionAt(text: string, caret: number): { from: number; typed: string } | null {
  const match = /(?:^|[\s(])@([^\s@]{0,40}(?: [^\s@]{0,40})?)$/u.exec(text.slice(0, caret))
  if (!match) return null
  const typed = match[1] ?? ''
  return { from: caret - typed.length - 1, typed }
}

/** The text with a person's name where it was begun, and where the caret goes on. */
export function withMention(
  text: string,
  { from, typed }: { from: number; typed: string },
  { name }: PersonRef,
): { text: string; caret: number } {
  const before = `${text.slice(0, from)}@${name} `
  return { text: before + text.slice(from + typed.length + 1).replace(/^ /, ''), caret: before.length }
}

/** Ids of those of the chosen people whom the text still names. */
export function mentionedIn(text: string, chosen: readonly PersonRef[]): string[] {
  return [...new Set(chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id))]
}
