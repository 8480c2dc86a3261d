import { type Disagreement, disagreements } from '../../domain/disagreement.ts'
import type { IssueKind } from '../../domain/observation.ts'
import { severityOfRank } from '../../domain/severity.ts'
import type { Db } from '../../store/database.ts'
import { opinionsOf } from '../../store/issues/detail/opinions.ts'
import { canonicalChecks } from '../engine/canonical-checks.ts'

/** More are not told. */
const MAX_DISAGREEMENTS = 20

interface Issue {
  id: number
  kind: IssueKind
  rule: string | null
}

/** Where tools that scanned the same thing say different things of an issue. */
export async function disagreementsOf(db: Db, { id, kind, rule }: Issue): Promise<Disagreement[]> {
  if (kind !== 'vulnerability' && kind !== 'misconfiguration') return []
  const opinions = await opinionsOf(db, id, kind)
  const looksForIt = kind === 'vulnerability' ? () => true : toolsOf(rule)
  const said = opinions
    .filter(({ source, severity }) => severity !== null || looksForIt(source))
    .map(({ source, subject, scannedAt, severity, fixedVersion }) => ({
      ...{ source, subject, scannedAt: scannedAt.toISOString() },
      seen: severity === null ? null : { severity: severityOfRank(severity), fixedVersion },
    }))
  return disagreements(said).slice(0, MAX_DISAGREEMENTS)
}

/** A tool without such a rule does not deny that it is broken. */
function toolsOf(rule: string | null): (source: string) => boolean {
  const check = canonicalChecks().find(({ id }) => id === rule)
  return (source) => (check?.aliases[source]?.length ?? 0) > 0
}
