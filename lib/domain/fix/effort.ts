import { isDistribution, type VersionJump } from './version-jump.ts'
import { EFFORTS, type Effort } from './words.ts'

export interface EffortClass {
  size: Effort
  /** Why, in one sentence. */
  why: string
}

const MANY_IMAGES = 5
const MANY_WORKLOADS = 3
const VERY_MANY = 20

export function packageEffort(type: string, jump: VersionJump | null, places: number): EffortClass {
  const more = places > 1 ? ` in ${places} files` : ''
  if (jump === null) return { size: 'M', why: `How far the version jumps is not known${more}.` }
  if (jump === 'revision' || jump === 'patch') return { size: 'S', why: `A ${jump} of the same version${more}.` }
  if (jump === 'minor') {
    const size = isDistribution(type) && places <= 1 ? 'S' : 'M'
    return { size, why: `A minor version${more}: new features, the old ones should keep working.` }
  }
  return { size: 'L', why: `A major version${more}: what uses it may have to change.` }
}

export function baseEffort(jump: VersionJump | null, images: number): EffortClass {
  const of = images === 1 ? 'one image' : `${images} images`
  const step: EffortClass =
    jump === 'revision'
      ? { size: 'S', why: `The same tag, built again: ${of} to rebuild.` }
      : jump === 'patch' || jump === 'minor'
        ? { size: 'S', why: `A ${jump} version of the base image: one line in ${of}.` }
        : jump === 'major'
          ? { size: 'L', why: `A major version of the base image under ${of}.` }
          : { size: 'M', why: `How far the base image jumps is not known; it is under ${of}.` }
  return { ...step, size: larger(step.size, images > VERY_MANY ? 2 : images > MANY_IMAGES ? 1 : 0) }
}

/** @param risky whether the process may not start under the changed rule */
export function configurationEffort(places: number, noun: string, patched: boolean, risky: boolean): EffortClass {
  const where = places === 1 ? `one ${noun}` : `${places} ${noun}s`
  const size = larger(
    'S',
    (places > VERY_MANY ? 2 : places > MANY_WORKLOADS ? 1 : 0) + (patched ? 0 : 1) + (risky ? 1 : 0),
  )
  const more = [
    ...(patched ? [] : ['no patch to copy is known']),
    ...(risky ? ['test that the process still starts'] : []),
  ]
  return { size, why: `${[`A patch of ${where}`, ...more].join('; ')}.` }
}

export function removalEffort(instruction: boolean, packages: number): EffortClass {
  const what = packages === 1 ? 'one package' : `${packages} packages`
  return instruction
    ? { size: 'S', why: `Take ${what} out of one instruction.` }
    : { size: 'M', why: `Which instruction installs ${what} is not known.` }
}

export function secretEffort(places: number): EffortClass {
  if (places === 1)
    return { size: 'M', why: 'Issue a new secret, bring it to whoever uses it, remove the old one from one place.' }
  return {
    size: 'L',
    why: `Issue a new secret, bring it to whoever uses it, remove the old one from ${places} places.`,
  }
}

function larger(size: Effort, steps: number): Effort {
  return EFFORTS[Math.min(EFFORTS.indexOf(size) + steps, EFFORTS.length - 1)] ?? 'L'
}

/** A third of the work is worth three times the risk: weights of one S, M and L, so that ranks stay whole numbers. */
const WORTH: Record<Effort, number> = { S: 24, M: 8, L: 3 }

/** Order of fixes: the load that one removes, Σ risk², for the effort. */
export function rankOf(weight: number, effort: Effort): number {
  return weight * WORTH[effort]
}
