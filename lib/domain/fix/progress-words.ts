import type { FixProgress } from './progress.ts'
import type { FixKind, FixStatus, FixSubject } from './words.ts'

/** What can happen to a fix, as its page and messages about it say. */
export const FIX_ENTRY_WORDS = {
  started: 'Started',
  stopped: 'No longer worked on',
  ticket: 'Ticket linked',
  'ticket-removed': 'Ticket removed',
  built: 'Built everywhere: the newest scans are clean',
  'rolled-out': 'Rolled out everywhere: no affected version runs',
  verified: 'Verified: the scans find none of its issues any more',
  dropped: 'Nothing left to do: its issues went another way',
  'set-back': 'Set back: an issue is there again',
} as const
export type FixEntryType = keyof typeof FIX_ENTRY_WORDS

const SUBJECT_WORDS: Record<FixSubject, [one: string, many: string]> = {
  image: ['image', 'images'],
  workload: ['workload', 'workloads'],
  repository: ['repository', 'repositories'],
  cluster: ['cluster', 'clusters'],
}

/** `4 images`; of several types `4 places`. */
export function subjectsWord(count: number, type: FixSubject | null): string {
  const [one, many] = type ? SUBJECT_WORDS[type] : ['place', 'places']
  return count === 1 ? `1 ${one}` : `${count.toLocaleString('en-GB')} ${many}`
}

/** What a fix of a kind is carried out in. */
export function subjectOfKind(kind: FixKind): FixSubject | null {
  return kind === 'base-image' || kind === 'removal' ? 'image' : null
}

/** How far a fix is; `kind` names what it is carried out in. */
export interface FixStanding extends Pick<FixProgress, 'subjects' | 'built' | 'rolledOut' | 'verified'> {
  kind: FixKind
  status: FixStatus
}

const ORDER: readonly FixStatus[] = ['open', 'started', 'built', 'rolled-out', 'verified']

/** What took a fix from one status to another; null where it has the same. */
export function movedBy(before: FixStatus, after: FixStatus): FixEntryType | null {
  if (before === after) return null
  if (after === 'dropped') return 'dropped'
  if (ORDER.indexOf(after) < ORDER.indexOf(before) && ORDER.indexOf(before) >= 2) return 'set-back'
  return after === 'open' ? 'stopped' : after
}

/** What a message says of a fix that moved; null where nothing of it did. */
export function progressText(before: FixStanding, after: FixStanding): string | null {
  const moved = movedBy(before.status, after.status)
  const { subjects, built, rolledOut, verified } = after
  if (moved === 'verified' || moved === 'dropped') return `${FIX_ENTRY_WORDS[moved]}.`
  const counted = built !== before.built || rolledOut !== before.rolledOut || verified !== before.verified
  if (moved === null && !counted) return null
  const of = subjectsWord(subjects, subjectOfKind(after.kind))
  return [
    ...(moved ? [`${FIX_ENTRY_WORDS[moved]}.`] : []),
    `Of ${of}: ${built} built, ${rolledOut} rolled out, ${verified} verified.`,
  ].join('\n')
}
