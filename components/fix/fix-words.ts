import type { Effort, FixKind, FixStatus } from '../../lib/domain/fix/words.ts'

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

export const RANK_MEANING =
  'In the order of the risk that they remove for the effort: the load of the issues, where a medium effort counts as three small ones and a large one as eight'
