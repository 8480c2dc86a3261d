import type { ImageRow } from '../../contract/images.ts'
import { loadOf } from '../../domain/load.ts'
import { SEVERITIES, type Severity, severityOfRank } from '../../domain/severity.ts'
import type { Db } from '../../store/database.ts'
import { burdenOfImages, type StoredImageBurden } from '../../store/images/burden.ts'
import { factsOfImages, type StoredImageFacts } from '../../store/images/facts.ts'
import type { StoredImage } from '../../store/images/list.ts'

/** Images as the list shows them, in the same order. */
export async function imageRows(db: Db, images: readonly StoredImage[]): Promise<ImageRow[]> {
  const ids = images.map(({ id }) => id)
  const [burdens, facts] = await Promise.all([burdenOfImages(db, ids), factsOfImages(db, ids)])
  const burdensById = Map.groupBy(burdens, ({ imageId }) => imageId)
  const factsById = new Map(facts.map((fact) => [fact.imageId, fact]))
  return images.map((image) => imageRow(image, burdensById.get(image.id) ?? [], factsById.get(image.id)))
}

function imageRow(
  { id, repository, teams, createdAt }: StoredImage,
  burdens: readonly StoredImageBurden[],
  facts: StoredImageFacts | undefined,
): ImageRow {
  const risks = burdens.flatMap(({ risk, issues }) => Array<number>(issues).fill(risk))
  const { baseReference = null, baseFoundBy = null } = facts ?? {}
  return {
    ...{ id, repository, teams },
    versions: facts?.versions ?? 0,
    workloads: facts?.workloads ?? 0,
    scannedAt: facts?.scannedAt?.toISOString() ?? null,
    openIssues: countsOf(burdens),
    maxRisk: risks.reduce<number | null>((max, risk) => Math.max(max ?? 0, risk), null),
    load: Math.round(loadOf(risks) * 10) / 10,
    base: baseReference === null || baseFoundBy === null ? null : { reference: baseReference, foundBy: baseFoundBy },
    createdAt: createdAt.toISOString(),
  }
}

/** By severity, 0 where there are none; each counts `issues`, or 1. */
export function countsOf(issues: readonly { severity: number; issues?: number }[]): Record<Severity, number> {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>
  for (const { severity, issues: many } of issues) counts[severityOfRank(severity)] += many ?? 1
  return counts
}
