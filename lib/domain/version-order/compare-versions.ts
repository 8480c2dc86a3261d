import { compareApk } from './apk.ts'
import { compareDeb } from './deb.ts'
import { compareMaven } from './maven.ts'
import { comparePypi } from './pypi.ts'
import { compareRpm } from './rpm.ts'
import { compareSemver } from './semver.ts'

const ORDERS: ReadonlyMap<string, (a: string, b: string) => number> = new Map([
  ['deb', compareDeb],
  ['rpm', compareRpm],
  ['apk', compareApk],
  ['maven', compareMaven],
  ['pypi', comparePypi],
])

/** Negative when `a` is the older; by the rules of the package URL type, else by those of semver. */
export function compareVersions(type: string, a: string, b: string): number {
  return (ORDERS.get(type) ?? compareSemver)(a, b)
}
