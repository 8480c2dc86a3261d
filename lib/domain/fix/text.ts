import type { EffortClass } from './effort.ts'
import type { FixSubject } from './words.ts'

/** One change to copy, and where it belongs. */
export interface FixStep {
  /** A file, an image or a workload; '' where nothing more is known than the change. */
  where: string
  language: 'dockerfile' | 'shell' | 'yaml' | 'xml' | 'text'
  text: string
  /** What it is carried out in; null for all of it. */
  subject: { type: FixSubject; id: number } | null
}

/** What a fix says: what to do, exactly how, what else to know, what is not known, and how much work it is. */
export interface FixText {
  title: string
  steps: FixStep[]
  notes: string[]
  unknown: string[]
  effort: EffortClass
  /** Of a move to another base image: the version that it names. */
  newBase?: { versionId: number; reference: string }
}

/** A value as one word of a shell; names and versions come from reports. */
export function word(text: string): string {
  return /^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** A value on one line of a file or a Dockerfile: what comes from a report starts no line of its own. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

/** `2 images`, `one image`. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`
}

/** Steps are for people to copy; of more than these the list is long enough to be a script. */
export const MAX_STEPS = 100
