import { err, ok, type Result } from './result.ts'
import { compareVersions } from './version-order/compare-versions.ts'

const OPERATORS = ['<', '<=', '>', '>=', '=', '!='] as const

/** Every bound must hold; without one every version is in. */
export type VersionRange = { operator: (typeof OPERATORS)[number]; version: string }[]

const BOUND = /^(<=|>=|!=|==|=|<|>)?\s*([^\s<>=!,]+)/
const MAX_BOUNDS = 10

/** Understands `< 2.17`, `>= 1.0 < 2.0`, `>=1.0, <2.0` and `1.2.3` (that very version). */
export function parseVersionRange(text: string): Result<VersionRange> {
  const range: VersionRange = []
  let rest = text.trim()
  while (rest !== '') {
    const [read, operator = '=', version] = BOUND.exec(rest) ?? []
    if (read === undefined || version === undefined || range.length === MAX_BOUNDS) {
      return err(
        'invalid',
        `Cannot read "${rest.slice(0, 40)}" as a version range. Write for example: < 2.17 or >= 1.0 < 2.0.`,
      )
    }
    range.push({ operator: OPERATORS.find((known) => known === operator) ?? '=', version })
    rest = rest.slice(read.length).replace(/^[\s,]+/, '')
  }
  return ok(range)
}

/** Whether a version of a package of this package URL type is in the range. */
export function isInRange(range: VersionRange, type: string, version: string): boolean {
  return range.every((bound) => HOLDS[bound.operator](compareVersions(type, version, bound.version)))
}

const HOLDS: Record<VersionRange[number]['operator'], (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
}
