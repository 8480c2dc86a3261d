import sql, { type Sql } from 'sql-template-tag'

/** A word as a pattern of LIKE stands for itself. */
export function literal(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&')
}

/** The condition that a text holds a word, in any case. */
export function holds(text: Sql, word: string): Sql {
  return sql`${text} ILIKE ${`%${literal(word)}%`}`
}
