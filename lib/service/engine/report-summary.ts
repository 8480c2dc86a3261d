import type { ReportSummary } from '../../contract/report-summary.ts'
import { subjectTitle } from '../../domain/subject-title.ts'
import type { UnreadParts } from '../../domain/unread-parts.ts'
import type { OpenScope } from './open-scopes.ts'
import type { ChangedIds } from './report-changes.ts'
import type { Written } from './write-findings.ts'

/** Of what a report covers so many are named. */
const MAX_NAMED_SCOPES = 50

/** What a report covered, said and changed, as it is kept with it. */
export function summaryOf(
  { findings, unchanged }: Written,
  { opened, reopened, closed }: ChangedIds,
  scopes: readonly OpenScope[],
  facts: Readonly<Record<string, number>>,
  unread: UnreadParts,
): ReportSummary {
  return {
    ...{ findings, opened: opened.length, reopened: reopened.length, closed: closed.length, unchanged, facts },
    ...unread.told(),
    scopes: scopes.slice(0, MAX_NAMED_SCOPES).map(({ observed: { subject, scan, part, complete }, late }) => ({
      ...{ subject: subjectTitle(subject), scan, complete, late },
      ...(part !== undefined && { part }),
    })),
    scopesTotal: scopes.length,
  }
}
