import type { FixRow } from '../../lib/contract/fixes.ts'
import { subjectOfKind, subjectsWord } from '../../lib/domain/fix/progress-words.ts'
import { FixStatusBadge } from './fix-status.tsx'

/** How far a fix is, and in how many of its places where that differs: "Started, 4 of 6 images". */
export function FixProgress({
  fix: { status, progress, kind },
}: {
  fix: Pick<FixRow, 'status' | 'progress' | 'kind'>
}) {
  const { subjects } = progress
  const reached = progress.verified || progress.rolledOut || progress.built
  const step = progress.verified > 0 ? 'verified' : progress.rolledOut > 0 ? 'rolled out' : 'built'
  const part = reached > 0 && reached < subjects
  return (
    <span className="inline-flex min-w-0 flex-wrap items-center gap-x-2 align-middle">
      <FixStatusBadge status={status} />
      {part && (
        <span className="text-muted text-xs">
          {reached} of {subjectsWord(subjects, subjectOfKind(kind))} {step}
        </span>
      )}
    </span>
  )
}
