import type { FixDetail } from '../../contract/fixes.ts'
import { subjectStep } from '../../domain/fix/progress.ts'
import { FIX_ENTRY_WORDS } from '../../domain/fix/progress-words.ts'
import type { StoredEntry, SubjectLabel } from '../../store/fixes/detail.ts'
import type { StoredEvidence } from '../../store/fixes/evidence.ts'
import type { StoredFix } from '../../store/fixes/fix.ts'

const STEP_TOLD = { built: 'Built', 'rolled-out': 'Rolled out', verified: 'Verified' } as const

/** What people said and what the evidence shows of a fix and of each of its subjects, the newest first. */
export function fixTimeline(
  fix: StoredFix,
  entries: readonly StoredEntry[],
  evidence: readonly StoredEvidence[],
  labels: ReadonlyMap<string, SubjectLabel>,
): FixDetail['timeline'] {
  const told = entries.map(({ at, type, data, by }) => ({
    ...{ at: at.toISOString(), type, by },
    text: [FIX_ENTRY_WORDS[type], typeof data.url === 'string' ? data.url : ''].filter(Boolean).join(': '),
  }))
  const seen = evidence.flatMap((one) => {
    const { step, at } = subjectStep(one)
    const name = labels.get(`${one.type} ${one.id}`)?.name ?? ''
    if (step === 'open' || at === null) return []
    return [{ at: at.toISOString(), type: step, by: null, text: `${STEP_TOLD[step]} in ${name}` }]
  })
  const found = {
    at: fix.openedAt.toISOString(),
    type: 'found',
    by: null,
    text: 'Found: this change closes open issues',
  }
  return [...told, ...seen, found].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}
