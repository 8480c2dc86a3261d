import type { FixStatus } from './words.ts'

/** What is known of the issues of a fix in one image, workload, repository or cluster. */
export interface SubjectEvidence {
  issues: number
  /** Found gone by a complete scan. */
  verified: number
  /** Of all issues: at least built, that is clean in a complete scan of a newer version or of the source. */
  built: number
  /** Of all issues: no affected version runs any more. */
  rolledOut: number
  /** The last such evidence; null where there is none. */
  verifiedAt: Date | null
  builtAt: Date | null
  rolledOutAt: Date | null
}

export type Step = 'open' | 'built' | 'rolled-out' | 'verified'

/** A subject is as far as the last of its issues. */
export function subjectStep(of: SubjectEvidence): { step: Step; at: Date | null } {
  if (of.issues === 0) return { step: 'open', at: null }
  if (of.verified === of.issues) return { step: 'verified', at: of.verifiedAt }
  if (of.rolledOut === of.issues) return { step: 'rolled-out', at: later(of.rolledOutAt, of.verifiedAt) }
  if (of.built === of.issues) return { step: 'built', at: later(of.builtAt, later(of.rolledOutAt, of.verifiedAt)) }
  return { step: 'open', at: null }
}

/** How far a whole fix is: as far as the last of its subjects. */
export interface FixProgress {
  status: Exclude<FixStatus, 'dropped'>
  /** Subjects in all, and those that came at least so far. */
  subjects: number
  built: number
  rolledOut: number
  verified: number
  /** When the last subject came so far; null while one did not. */
  builtAt: Date | null
  rolledOutAt: Date | null
  verifiedAt: Date | null
}

const ORDER: readonly Step[] = ['open', 'built', 'rolled-out', 'verified']

/** @param started whether a person said so; what is built or gone anywhere counts as started too */
export function fixProgress(evidence: readonly SubjectEvidence[], started: boolean): FixProgress {
  const steps = evidence.map(subjectStep)
  const reached = (step: Step) => steps.filter((one) => ORDER.indexOf(one.step) >= ORDER.indexOf(step))
  const allAt = (step: Step, pick: (of: SubjectEvidence) => Date | null) =>
    reached(step).length === steps.length
      ? evidence.reduce<Date | null>((last, of) => later(last, pick(of)), null)
      : null
  const counts = {
    subjects: steps.length,
    built: reached('built').length,
    rolledOut: reached('rolled-out').length,
    verified: reached('verified').length,
  }
  const times = {
    builtAt: allAt('built', (of) => of.builtAt ?? of.rolledOutAt ?? of.verifiedAt),
    rolledOutAt: allAt('rolled-out', (of) => of.rolledOutAt ?? of.verifiedAt),
    verifiedAt: allAt('verified', (of) => of.verifiedAt),
  }
  const all = (count: number) => steps.length > 0 && count === steps.length
  const begun = started || evidence.some(({ built, verified, rolledOut }) => built + verified + rolledOut > 0)
  const status = all(counts.verified)
    ? 'verified'
    : all(counts.rolledOut)
      ? 'rolled-out'
      : all(counts.built)
        ? 'built'
        : begun
          ? 'started'
          : 'open'
  return { status, ...counts, ...times }
}

function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}
