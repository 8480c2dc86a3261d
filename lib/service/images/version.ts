import type { ImageDetail, ImageVersionDetail } from '../../contract/image-detail.ts'
import type { TeamRef } from '../../contract/teams.ts'
import type { Actor } from '../../domain/actor.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import { teamLimit } from '../../domain/permission.ts'
import { unneededTooling } from '../../domain/unneeded-tooling.ts'
import type { Db } from '../../store/database.ts'
import { attestationsOf } from '../../store/images/attestations.ts'
import { imageOfBase } from '../../store/images/base.ts'
import { issuesOfVersion, layersOf } from '../../store/images/layers.ts'
import { packageNamesOf } from '../../store/images/packages.ts'
import type { StoredImageVersion } from '../../store/images/versions.ts'
import { teamsOfLayers } from '../ownership/teams-of-layers.ts'
import { countsOf } from './row.ts'

/** A version as the list of versions shows it. */
export function versionView(version: StoredImageVersion): ImageDetail['versionList'][number] {
  const { id, digest, platform, tags, workloads, scans } = version
  return {
    ...{ id, digest, platform, tags, workloads },
    scans: scans.map((scan) => ({
      ...scan,
      completeAt: scan.completeAt === null ? null : new Date(scan.completeAt).toISOString(),
    })),
    firstSeenAt: version.firstSeenAt.toISOString(),
    retiredAt: version.retiredAt?.toISOString() ?? null,
  }
}

/** The chosen version with its layers, the open issues of each, its base and what is attested of it. */
export async function versionDetail(
  db: Db,
  actor: Actor,
  imageId: number,
  version: StoredImageVersion,
): Promise<ImageVersionDetail> {
  const [layers, issues, packages, attestations, base, teamOf] = await Promise.all([
    layersOf(db, version.id),
    issuesOfVersion(db, version.id),
    packageNamesOf(db, version.id),
    attestationsOf(db, { imageId, digest: version.digest }),
    baseOf(db, actor, version),
    teamsOfLayers(db, imageId, version.id),
  ])
  const listed = version.scans.some(({ scan, completeAt }) => scan === 'inventory' && completeAt !== null)
  const issuesByLayer = Map.groupBy(issues, ({ layer }) => layer)
  return {
    ...versionView(version),
    openIssues: countsOf(issues),
    layers: layers.map(({ position, digest, diffId, createdBy }) => ({
      ...{ position, digest: digest ?? diffId, createdBy },
      owner: ownerOf(position, version.baseLayers),
      ...teamAt(teamOf(position), actor),
      openIssues: countsOf(issuesByLayer.get(position) ?? []),
    })),
    withoutLayer: countsOf(issuesByLayer.get(null) ?? []),
    base,
    tooling:
      listed || packages.length > 0 || layers.some(({ createdBy }) => createdBy !== null)
        ? { found: unneededTooling(packages, layers, listed), listed }
        : null,
    attestations: attestations.map(({ reportId: _, builtAt, receivedAt, ...attestation }) => ({
      ...attestation,
      builtAt: builtAt?.toISOString() ?? null,
      receivedAt: receivedAt.toISOString(),
    })),
  }
}

/** The lowest layers are the base's; how many is not always known. */
function ownerOf(position: number, baseLayers: number | null): 'base' | 'app' | null {
  if (baseLayers === null) return null
  return position < baseLayers ? 'base' : 'app'
}

function teamAt(team: TeamRef | null, actor: Actor) {
  return { team, isMine: team !== null && actor.type === 'user' && actor.teamIds.includes(team.id) }
}

async function baseOf(db: Db, actor: Actor, version: StoredImageVersion): Promise<ImageVersionDetail['base']> {
  const { baseReference, baseDigest, baseFoundBy, baseLayers } = version
  if (baseReference === null || baseFoundBy === null) return null
  const { repository } = parseImageReference(baseReference)
  const image = await imageOfBase(db, { repository, digest: baseDigest }, teamLimit(actor, 'image.read'))
  return {
    ...{ reference: baseReference, digest: baseDigest, foundBy: baseFoundBy, layers: baseLayers },
    image,
  }
}
