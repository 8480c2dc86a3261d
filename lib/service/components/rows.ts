import type { ComponentRow } from '../../contract/components.ts'
import type { StoredPackageVersion } from '../../store/components/packages.ts'
import { factsOfPlaces } from '../../store/components/places.ts'
import type { StoredPlace } from '../../store/components/search.ts'
import type { Db } from '../../store/database.ts'

/** The places in their order, with what people want to know of each. */
export async function componentRows(
  db: Db,
  versions: readonly StoredPackageVersion[],
  places: readonly StoredPlace[],
): Promise<ComponentRow[]> {
  const versionById = new Map(versions.map((version) => [version.id, version]))
  const facts = await factsOfPlaces(db, places)
  const factsByPlace = new Map(facts.map((fact) => [`${fact.packageVersionId} ${fact.scopeId}`, fact]))
  return places.flatMap((place) => {
    const version = versionById.get(place.packageVersionId)
    const fact = factsByPlace.get(`${place.packageVersionId} ${place.scopeId}`)
    // Gone since the page was found.
    if (!version || !fact?.firstSeenAt) return []
    return {
      ...{ purl: version.purl, type: version.type, version: version.version },
      ...{ image: fact.image, repository: fact.repository, teams: fact.teams, workloads: fact.workloads },
      runningSince: fact.runningSince?.toISOString() ?? null,
      firstSeenAt: fact.firstSeenAt.toISOString(),
      sources: fact.sources,
    }
  })
}
