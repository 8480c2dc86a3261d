import { toolOf } from '../unneeded-tooling.ts'
import { compareVersions } from '../version-order/compare-versions.ts'
import { packageEffort } from './effort.ts'
import { smallestUpgrade } from './smallest-version.ts'
import { type FixText, MAX_STEPS } from './text.ts'
import { upgradeCommand, upgradeInFile } from './upgrade-command.ts'
import { isDistribution, versionJump } from './version-jump.ts'

export interface PackageFixFacts {
  package: { name: string; type: string }
  /** What the package is in: an image or a source repository. */
  subject: { type: 'image' | 'repository'; id: number; name: string }
  issues: readonly { fixed: readonly string[]; installed: readonly string[]; paths: readonly string[] }[]
  /** The base image that brings it in, where one does. */
  base: string | null
}

/** Languages declare packages in files; what is found in an image at such a path is built from one. */
const MAX_PATHS = 5

export function packageFix({ package: { name, type }, subject, issues, base }: PackageFixFacts): FixText | null {
  const upgrade = smallestUpgrade(type, issues)
  if (!upgrade) return null
  const { version } = upgrade
  const installed = sortedVersions(
    type,
    issues.flatMap((issue) => issue.installed),
  )
  const paths = [...new Set(issues.flatMap((issue) => issue.paths))].filter(Boolean).sort()
  const jump = installed[0] === undefined ? null : versionJump(type, installed[0], version)
  const where = { type: subject.type, id: subject.id }
  const files = isDistribution(type) || paths.length === 0 ? [''] : paths
  const byText = Map.groupBy(files, (path) => JSON.stringify(upgradeInFile(type, name, version, path)))
  const steps = [...byText.values()].map((group) => ({
    where: group[0] === '' ? subject.name : `${subject.name}: ${listed(group)}`,
    ...(group[0] === '' ? upgradeCommand(type, name, version) : upgradeInFile(type, name, version, group[0] ?? '')),
    subject: where,
  }))
  const notes = [
    installed.length > 0 ? `Installed: ${installed.join(', ')}.` : '',
    upgrade.leaves.length > 0 ? 'Not every issue of this package has a fixed version.' : '',
    base === null
      ? ''
      : `It comes with the base image ${base}; no version of it that is free of this was scanned here.`,
    toolOf({ name, type }) ? 'A running service seldom needs it: removing it closes these and what comes next.' : '',
  ].filter(Boolean)
  const unknown = [
    installed.length === 0 ? 'Which version is installed is not known.' : '',
    !isDistribution(type) && paths.length === 0 ? 'Which file declares the package is not known.' : '',
  ].filter(Boolean)
  return {
    title: `Upgrade ${name} to ${version}`,
    steps: steps.slice(0, MAX_STEPS),
    notes,
    unknown,
    effort: packageEffort(type, jump, isDistribution(type) ? 1 : Math.max(1, paths.length)),
  }
}

function sortedVersions(type: string, versions: readonly string[]): string[] {
  return [...new Set(versions)].sort((a, b) => compareVersions(type, a, b) || (a < b ? -1 : 1))
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, MAX_PATHS).join(', ')
  return paths.length > MAX_PATHS ? `${shown} and ${paths.length - MAX_PATHS} more` : shown
}
