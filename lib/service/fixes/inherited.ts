import { type BaseChoice, chooseBase, type ScannedBase } from '../../domain/fix/base-choice.ts'
import { splitReference } from '../../domain/fix/base-fix.ts'
import type { Db } from '../../store/database.ts'
import {
  type BasedVersion,
  basedVersions,
  baseInUse,
  componentLayers,
  scannedBases,
  seenInVersion,
  versionAges,
} from '../../store/fixes/bases.ts'
import type { StoredFixable, StoredStatement } from '../../store/fixes/subject.ts'

/** What is known of a base in use: the version, what it holds, and where to go. */
export interface KnownBase {
  inUse: ScannedBase | null
  choice: BaseChoice | null
}

/** A base by what a version of an image says of it; `at` (milliseconds) is when that version was first seen. */
export async function knownBase(
  tx: Db,
  { base, baseDigest, seenAt }: Pick<BasedVersion, 'base' | 'baseDigest' | 'seenAt'>,
): Promise<KnownBase> {
  const { repository, tag } = splitReference(base)
  const scanned = await scannedBases(tx, repository)
  if (scanned.length === 0) return { inUse: null, choice: null }
  const used = await baseInUse(tx, repository, { digest: baseDigest, tag, at: new Date(seenAt) })
  const inUse = scanned.find(({ id }) => id === used) ?? null
  // A version in use that is known but was not scanned is no choice for itself.
  const choice = chooseBase(
    tag,
    inUse,
    scanned.filter(({ id }) => id !== used),
  )
  return { inUse, choice }
}

export interface Inherited {
  /** Whether it comes with the base image. */
  inherited: boolean
  /** The base, where a cleaner version of it is free of the issue. */
  base: string | null
}

/**
 * Which vulnerabilities of an image come with its base, in the newest version in which each is seen: by the layer of the package
 * where that is known, else because our own scan of the base in use finds the same.
 */
export async function inheritedOf(
  tx: Db,
  imageId: number,
  issues: readonly StoredFixable[],
  statements: readonly StoredStatement[],
): Promise<Map<number, Inherited>> {
  const found = new Map<number, Inherited>()
  const versions = new Map((await basedVersions(tx, imageId)).map((version) => [version.id, version]))
  if (versions.size === 0) return found
  const ages = await versionAges(tx, imageId)
  const packageIds = [...new Set(issues.flatMap(({ packageId }) => packageId ?? []))]
  const layers = await componentLayers(tx, [...versions.keys()], packageIds)
  const bases = new Map<string, KnownBase & { held: Set<string>; left: Set<string> }>()
  const byIssue = Map.groupBy(statements, ({ issueId }) => issueId)
  for (const { id, packageId, vulnerabilityId } of issues) {
    if (packageId === null || vulnerabilityId === null) continue
    const seen = (byIssue.get(id) ?? []).filter(({ versionId }) => versionId !== null)
    const newest = seen.reduce<StoredStatement | null>(
      (last, one) => (last === null || age(ages, one) >= age(ages, last) ? one : last),
      null,
    )
    const version = versions.get(newest?.versionId ?? 0)
    if (!version) continue
    const key = `${version.base} ${version.baseDigest}`
    const base = bases.get(key) ?? (await withContents(tx, await knownBase(tx, version)))
    bases.set(key, base)
    const layer =
      seen
        .filter(({ versionId }) => versionId === version.id)
        .map((one) => version.layers[one.layer ?? ''])
        .find((position) => position !== undefined) ?? layers.get(`${version.id} ${packageId}`)
    const pair = `${vulnerabilityId} ${packageId}`
    const inherited =
      layer !== undefined && version.baseLayers !== null ? layer < version.baseLayers : base.held.has(pair)
    if (!inherited) continue
    found.set(id, { inherited, base: base.choice !== null && !base.left.has(pair) ? version.base : null })
  }
  return found
}

async function withContents(tx: Db, base: KnownBase) {
  const held = base.inUse ? await seenInVersion(tx, base.inUse.id) : new Set<string>()
  const left = base.choice ? await seenInVersion(tx, base.choice.to.id) : new Set<string>()
  return { ...base, held, left }
}

function age(ages: ReadonlyMap<number, number>, { versionId }: StoredStatement): number {
  return ages.get(versionId ?? 0) ?? 0
}
