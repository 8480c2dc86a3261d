import type { Actor } from '../../domain/actor.ts'
import { parseComponentQuery } from '../../domain/component-query.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { compareVersions } from '../../domain/version-order/compare-versions.ts'
import { compareText } from '../../domain/version-order/numbers.ts'
import { isInRange } from '../../domain/version-range.ts'
import { type StoredPackageVersion, versionsOfPackages } from '../../store/components/packages.ts'
import type { ComponentFilter } from '../../store/components/search.ts'
import type { Db } from '../../store/database.ts'

/** A package rarely has more than some hundred versions; who asks for the beginning of a name may ask for many packages. */
const MAX_VERSIONS = 5_000

export interface ComponentMatch {
  /** By package, the oldest version first. */
  versions: StoredPackageVersion[]
  filter: ComponentFilter
  cut: boolean
}

/** What a question for components means: each version that was ever seen is compared once, however many images have it. */
export async function matchComponents(
  db: Db,
  actor: Actor,
  query: { q: string; range: string; running: boolean },
): Promise<Result<ComponentMatch>> {
  const refused = refusal(actor, 'image.read')
  if (refused) return refused
  const asked = parseComponentQuery(query.q, query.range)
  if (!asked.ok) return err('invalid', asked.failure.detail, { location: 'query.q' })
  const { name, range } = asked.value
  const known = await versionsOfPackages(db, name, MAX_VERSIONS + 1)
  const versions = known
    .slice(0, MAX_VERSIONS)
    .filter(({ type, version }) => isInRange(range, type, version))
    .sort((a, b) => compareText(a.purl, b.purl) || compareVersions(a.type, a.version, b.version) || a.id - b.id)
  return ok({
    versions,
    filter: {
      packageVersionIds: versions.map(({ id }) => id),
      runningOnly: query.running,
      readableTeamIds: teamLimit(actor, 'image.read'),
    },
    cut: known.length > MAX_VERSIONS,
  })
}
