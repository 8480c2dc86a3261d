import type { PackageListQuery, PackagePage } from '../../contract/image-detail.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal, teamLimit } from '../../domain/permission.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { imageById } from '../../store/images/get.ts'
import { issuesOfVersion } from '../../store/images/layers.ts'
import { packagesOfVersion } from '../../store/images/packages.ts'
import { versionsOfImage } from '../../store/images/versions.ts'
import { readDatabase } from '../../store/read-database.ts'
import { keyOfCursor, pageOfFound } from '../list-page.ts'

/** What is installed in a version of an image, by name, with the open issues of each package there. */
export async function listPackages(
  actor: Actor,
  imageId: number,
  query: PackageListQuery,
): Promise<Result<PackagePage>> {
  const refused = refusal(actor, 'image.read')
  if (refused) return refused
  const after = keyOfCursor(query.cursor, ['string', 'number'], (name, id) => ({ name, id }))
  if (!after.ok) return after
  const db = readDatabase()
  const image = await imageById(db, imageId, teamLimit(actor, 'image.read'))
  const [version] = await versionsOfImage(db, imageId, { limit: 0, also: query.version })
  if (!image || !version)
    return err('not-found', 'There is no such version of an image, or it belongs to another team.')
  const [found, issues] = await Promise.all([
    packagesOfVersion(db, version.id, {
      holds: query.q.trim(),
      layer: query.layer ?? null,
      after: after.value,
      limit: query.limit + 1,
    }),
    issuesOfVersion(db, version.id),
  ])
  const { rows, nextCursor } = pageOfFound(found, query.limit, ({ name, id }) => [name, id])
  const issuesByPackage = Map.groupBy(issues, ({ packageId }) => packageId)
  return ok({
    rows: rows.map(({ packageId, ...row }) => ({ ...row, openIssues: issuesByPackage.get(packageId)?.length ?? 0 })),
    nextCursor,
  })
}
