import type { ImageRow } from '../../contract/images.ts'
import { loadOfWeight } from '../../domain/load.ts'
import type { LoadLine } from '../../domain/load-line.ts'
import { SEVERITIES, type Severity, severityOfRank } from '../../domain/severity.ts'
import type { Db } from '../../store/database.ts'
import { burdenOfImages, type StoredImageBurden } from '../../store/images/burden.ts'
import { factsOfImages, type StoredImageFacts } from '../../store/images/facts.ts'
import type { StoredImage } from '../../store/images/list.ts'
import { currentLines } from '../../store/load/lines.ts'
import { loadsOfImages } from '../../store/load/of.ts'
import { lineReading } from '../load/line-reading.ts'

/** Images as the list shows them, in the same order. */
export async function imageRows(db: Db, images: readonly StoredImage[]): Promise<ImageRow[]> {
  const ids = images.map(({ id }) => id)
  const [burdens, facts, loads, lines] = await Promise.all([
    burdenOfImages(db, ids),
    factsOfImages(db, ids),
    loadsOfImages(db, ids),
    currentLines(db),
  ])
  const burdensById = Map.groupBy(burdens, ({ imageId }) => imageId)
  const factsById = new Map(facts.map((fact) => [fact.imageId, fact]))
  const weightById = new Map(loads.map(({ id, weight }) => [id, weight]))
  return images.map((image) =>
    imageRow(image, {
      burdens: burdensById.get(image.id) ?? [],
      facts: factsById.get(image.id),
      weight: weightById.get(image.id) ?? 0,
      lines,
    }),
  )
}

interface Carried {
  burdens: readonly StoredImageBurden[]
  facts: StoredImageFacts | undefined
  weight: number
  lines: readonly LoadLine[]
}

function imageRow(
  { id, repository, teamId, teams, createdAt }: StoredImage,
  { burdens, facts, weight, lines }: Carried,
): ImageRow {
  const { baseReference = null, baseFoundBy = null } = facts ?? {}
  return {
    ...{ id, repository, teams },
    versions: facts?.versions ?? 0,
    workloads: facts?.workloads ?? 0,
    scannedAt: facts?.scannedAt?.toISOString() ?? null,
    openIssues: countsOf(burdens),
    maxRisk: burdens.length > 0 ? Math.max(...burdens.map(({ maxRisk }) => maxRisk)) : null,
    load: loadOfWeight(weight),
    loadLine: lineReading({ kind: 'image', environment: null, teamId }, weight, lines),
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
