import { compareVersions } from '../version-order/compare-versions.ts'
import { type VersionJump, versionJump } from './version-jump.ts'

/** A version of a base image that one of our own scans covered. */
export interface ScannedBase {
  id: number
  /** The tags that point to it now. */
  tags: readonly string[]
  digest: string
  /** Milliseconds; rises with age of arrival. */
  seenAt: number
  /** Weight of the issues that were seen in it: Σ risk². */
  weight: number
  /** How many they are. */
  issues: number
}

export interface BaseChoice {
  to: ScannedBase
  /** The tag to name; null when none points to it any more. */
  tag: string | null
  /** Null where the tags tell nothing; `revision` is the same tag, built again. */
  jump: VersionJump | null
}

/**
 * Which version of a base image to go to, by our own scans of it: the cleanest of those that are newer than the one in use; of
 * several as clean the smallest step, of those the newest. Null when none that was scanned is cleaner.
 *
 * @param fromTag the tag that the Dockerfile names
 * @param from the version in use; null when it was never scanned, then whatever is not older by its tag may be it
 */
export function chooseBase(
  fromTag: string | null,
  from: ScannedBase | null,
  scanned: readonly ScannedBase[],
): BaseChoice | null {
  const choices = scanned
    .filter(({ id }) => id !== from?.id)
    .filter((to) => (from ? to.weight < from.weight && to.seenAt >= from.seenAt : true))
    .flatMap((to) => (to.tags.length > 0 ? to.tags : [null]).map((tag) => ({ to, tag, jump: jumpOf(fromTag, tag) })))
    .filter(({ tag }) => isSameFlavour(fromTag, tag) && !isOlder(fromTag, tag))
  choices.sort(
    (a, b) =>
      a.to.weight - b.to.weight ||
      STEP[a.jump ?? 'unknown'] - STEP[b.jump ?? 'unknown'] ||
      b.to.seenAt - a.to.seenAt ||
      b.to.id - a.to.id ||
      unlike(fromTag, a.tag) - unlike(fromTag, b.tag) ||
      ((a.tag ?? '') < (b.tag ?? '') ? -1 : 1),
  )
  return choices[0] ?? null
}

const STEP: Record<VersionJump | 'unknown', number> = { revision: 0, patch: 1, minor: 2, major: 3, unknown: 4 }

/** `12.4` goes to `12.9` before `12`: a tag as exact as the one in use. */
function unlike(from: string | null, to: string | null): number {
  const depth = (tag: string | null) => (tag ?? '').split('.').length
  return Math.abs(depth(from) - depth(to))
}

function jumpOf(from: string | null, to: string | null): VersionJump | null {
  if (from === null || to === null) return null
  return from === to ? 'revision' : versionJump('oci', from, to)
}

/** `3.12-slim` stays slim: what follows the numbers names another image. A tag without numbers is compared with none. */
function isSameFlavour(from: string | null, to: string | null): boolean {
  if (from === null || to === null) return true
  const flavour = (tag: string) => tag.replace(/^v?\d+(?:\.\d+)*/, '').replace(/\d{8}$/, '')
  return from === to || flavour(from) === flavour(to)
}

function isOlder(from: string | null, to: string | null): boolean {
  if (from === null || to === null || !/\d/.test(from) || !/\d/.test(to)) return false
  return compareVersions('oci', to, from) < 0
}
