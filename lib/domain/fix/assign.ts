import type { ArtefactPlace } from '../identity.ts'
import type { IssueKind } from '../observation.ts'
import { type ToolCategory, toolOf } from '../unneeded-tooling.ts'
import type { FixIdentity } from './identity.ts'
import { secretOfIssueKey } from './identity.ts'
import { smallestUpgrade } from './smallest-version.ts'

/** An open issue, as far as it decides which change closes it. */
export interface FixableIssue {
  id: number
  kind: IssueKind
  key: string
  package: { purl: string; name: string; type: string } | null
  rule: string | null
  /** Whether somebody says what to do about the rule. */
  remediable: boolean
  /** Slug of the owner. */
  team: string | null
  /** What active sightings say of the fixed version, and the versions that they found installed. */
  fixed: readonly string[]
  installed: readonly string[]
  /** The base image that brings it in and a cleaner version of which is free of it; null where none does or is. */
  base: string | null
  /** Whether it sits in a layer of the base image. */
  inherited: boolean
}

/** What the issues are of: an artefact, a workload or a cluster. */
export type FixPlace = ArtefactPlace | { workload: true } | { cluster: string }

/** Tools that a service can do without; a shell or a package manager is more often needed by what starts it. */
const REMOVABLE: ReadonlySet<ToolCategory> = new Set(['download', 'network', 'compiler', 'debugger'])

/**
 * The one fix of each issue, by precedence: the base image that it comes with, where a cleaner version is known; else a tool to
 * remove, where no upgrade closes all of its issues; else an upgrade. An issue that no known change closes has none.
 */
export function assignFixes(place: FixPlace, issues: readonly FixableIssue[]): Map<number, FixIdentity> {
  const assigned = new Map<number, FixIdentity>()
  const ofPackages: (FixableIssue & { package: NonNullable<FixableIssue['package']> })[] = []
  for (const issue of issues) {
    if (issue.base !== null) assigned.set(issue.id, { kind: 'base-image', base: issue.base })
    else if (issue.package) ofPackages.push({ ...issue, package: issue.package })
    else {
      const fix = ofRule(place, issue)
      if (fix) assigned.set(issue.id, fix)
    }
  }
  if ('workload' in place || 'cluster' in place) return assigned
  const rest = new Set(ofPackages)
  if ('image' in place) {
    for (const [tool, found] of Map.groupBy(ofPackages, ({ package: of }) => removableTool(of))) {
      if (tool === null || found.some(({ inherited }) => inherited) || isClosedByUpgrades(found)) continue
      for (const issue of found) {
        assigned.set(issue.id, { kind: 'removal', image: place.image, tool })
        rest.delete(issue)
      }
    }
  }
  for (const [purl, found] of Map.groupBy(rest, ({ package: of }) => of.purl)) {
    const upgrade = smallestUpgrade(found[0]?.package.type ?? '', found)
    for (const { id } of upgrade?.closes ?? []) assigned.set(id, { kind: 'package', place, purl })
  }
  return assigned
}

function removableTool(of: { name: string; type: string }): string | null {
  const tool = toolOf(of)
  return tool && REMOVABLE.has(tool.category) ? tool.tool : null
}

function isClosedByUpgrades(issues: readonly (FixableIssue & { package: { purl: string; type: string } })[]): boolean {
  return [...Map.groupBy(issues, ({ package: { purl } }) => purl).values()].every((found) => {
    const upgrade = smallestUpgrade(found[0]?.package.type ?? '', found)
    return upgrade !== null && upgrade.leaves.length === 0
  })
}

/** Threats are handled and drift is put back; no change to copy closes them for good. */
function ofRule(place: FixPlace, { kind, key, rule, remediable, team }: FixableIssue): FixIdentity | null {
  if (kind === 'secret') return { kind: 'secret', secret: secretOfIssueKey(key) }
  if ((kind !== 'misconfiguration' && kind !== 'benchmark') || rule === null || !remediable) return null
  return { kind: 'configuration', rule, place: 'workload' in place ? { team } : place }
}
