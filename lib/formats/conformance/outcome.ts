import { FormatError } from '../format-error.ts'
import { readSample, type Sample, type Told } from './told.ts'

/** What became of a file: read, refused in the way that a sender is told, or neither. */
export type Outcome =
  | { type: 'read'; told: Told; named: boolean }
  | { type: 'refused'; code: string; reason: string }
  | { type: 'crashed'; reason: string }

/**
 * Reads a file as it comes. One that does not tell its tool is read by name where the manifest has one, and said to be.
 * `name` stands for what was scanned where the report does not say it.
 */
export async function outcomeOf(
  sample: Sample,
  name: string,
  formats: readonly string[],
  receivedAt: Date,
): Promise<Outcome> {
  const outcome = await attempt(sample, name, receivedAt)
  if (outcome.type !== 'refused' || outcome.code !== 'unknown-format') return outcome
  for (const format of formats) {
    const named = await attempt(sample, name, receivedAt, format)
    if (named.type !== 'refused') return named
  }
  return outcome
}

async function attempt(sample: Sample, name: string, receivedAt: Date, format?: string): Promise<Outcome> {
  try {
    const told = await readSample(sample, { receivedAt, ...(format && { format }) }, name)
    return { type: 'read', told, named: format !== undefined }
  } catch (error) {
    if (error instanceof FormatError) return { type: 'refused', code: error.code, reason: error.message }
    return { type: 'crashed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
