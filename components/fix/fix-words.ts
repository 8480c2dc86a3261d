import type { Effort, FixKind, FixStatus, FixSubject } from '../../lib/domain/fix/words.ts'

export const KIND_WORDS: Record<FixKind, string> = {
  'base-image': 'Base image',
  removal: 'Removal',
  package: 'Upgrade',
  configuration: 'Configuration',
  secret: 'Secret',
}

export const STATUS_WORDS: Record<FixStatus, string> = {
  open: 'Open',
  started: 'Started',
  built: 'Built',
  'rolled-out': 'Rolled out',
  verified: 'Verified',
  dropped: 'No longer needed',
}

/** What each step rests on, for a hover. */
export const STATUS_MEANING: Record<FixStatus, string> = {
  open: 'Nobody said that they work on it, and no scan shows a part of it',
  started: 'A person started it or linked a ticket, or a part of it was scanned clean',
  built: 'A complete scan of what was built is clean everywhere; the affected versions still run',
  'rolled-out': 'No affected version runs any more; the next scans have to confirm that the issues are gone',
  verified: 'The scans find none of its issues any more',
  dropped:
    'Its issues went another way: accepted, dismissed, deleted with what they were in, or closed by another change',
}

export const EFFORT_WORDS: Record<Effort, string> = { S: 'Small', M: 'Medium', L: 'Large' }

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

export const RANK_MEANING =
  'In the order of the risk that they remove for the effort: the load of the issues, where a medium effort counts as three small ones and a large one as eight'
