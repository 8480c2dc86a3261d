import { cleanText } from '../domain/clean-text.ts'

export type JsonObject = { readonly [key: string]: unknown }

/** Reads over parsed JSON of unknown shape: what is not of the type asked for reads as nothing. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Own members only: a key such as `constructor` must not find what every object inherits. */
export function member(object: JsonObject | null, key: string): unknown {
  return object !== null && Object.hasOwn(object, key) ? object[key] : undefined
}

/** Storable text, '' when there is none. */
export function text(object: JsonObject | null, key: string, maxLength: number): string {
  const value = member(object, key)
  return typeof value === 'string' ? cleanText(value, maxLength) : ''
}

/** Storable texts of a list; other elements are left out. */
export function texts(object: JsonObject | null, key: string, maxLength: number, maxCount: number): string[] {
  const found: string[] = []
  for (const value of asArray(member(object, key))) {
    if (found.length === maxCount) break
    if (typeof value === 'string' && value !== '') found.push(cleanText(value, maxLength))
  }
  return found
}

/** A positive whole number that fits a database integer, such as a line. */
export function lineNumber(object: JsonObject | null, key: string): number | null {
  const value = member(object, key)
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31 ? value : null
}
