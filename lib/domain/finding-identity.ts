import { type Check, canonicalCheck, claimingCheck } from './check.ts'
import { type ArtefactPlace, type IssueIdentity, preferredVulnerabilityId, type WorkloadIdentity } from './identity.ts'
import type { FindingObservation, MisconfigurationObservation, Subject } from './observation.ts'

/** What, besides the finding, decides which issue it is. */
export interface FindingOrigin {
  subject: Subject
  /** The tool that reported it: `trivy`. */
  tool: string
  /** The cluster that the report names or was sent for. */
  cluster: string | null
  checks: readonly Check[]
  /** The live workload that the object of a manifest is known to be; null where it is none. */
  workload: WorkloadIdentity | null
}

/**
 * The issue that a finding of a scan belongs to (DESIGN.md §6), or null where the report does not say enough to tell: a
 * workload of an unknown cluster, or a vulnerability or secret of a workload whose image is not named.
 */
export function identityOfFinding(finding: FindingObservation, origin: FindingOrigin): IssueIdentity | null {
  const { subject, tool, checks } = origin
  if (finding.type === 'misconfiguration' && subject.type === 'workload') {
    const cluster = subject.cluster ?? origin.cluster
    if (cluster === null) return null
    const { namespace, kind, name } = subject
    const rule = canonicalCheck(tool, finding.rule, checks)
    return { kind: 'misconfiguration', place: { workload: { cluster, namespace, kind, name } }, rule }
  }
  if (finding.type === 'misconfiguration' && subject.type === 'cluster') {
    const control = canonicalCheck(tool, finding.rule, checks)
    return { kind: 'benchmark', cluster: subject.name, control, role: subject.role, node: null }
  }
  const place = artefactOf(subject)
  if (place === null) return null
  switch (finding.type) {
    case 'vulnerability':
      return {
        kind: 'vulnerability',
        place,
        purl: finding.purl,
        vulnerability: preferredVulnerabilityId(finding.id, finding.aliases),
      }
    case 'misconfiguration': {
      if (origin.workload !== null) {
        const { cluster, namespace, kind, name } = origin.workload
        const rule = canonicalCheck(tool, finding.rule, checks)
        return { kind: 'misconfiguration', place: { workload: { cluster, namespace, kind, name } }, rule }
      }
      const file = { ...place, path: finding.path, resource: resourceInFile(finding) }
      const { fingerprint } = finding
      // One tool's fingerprint must not keep it from joining others on a rule that they share.
      const alone = fingerprint !== undefined && claimingCheck(tool, finding.rule, checks) === undefined
      return {
        kind: 'misconfiguration',
        place: alone ? { ...file, fingerprint } : file,
        rule: canonicalCheck(tool, finding.rule, checks),
      }
    }
    case 'secret':
      return { kind: 'secret', place, path: finding.path, secret: { rule: finding.rule, masked: finding.masked } }
  }
}

const MANIFEST = /\.(?:ya?ml|json|tpl)$/i

/**
 * An object in a manifest goes by kind and name: half of the tools do not say its namespace, or say `default` for none. Where
 * no file is named, the namespace is all that tells it from others.
 */
function resourceInFile({ path, resource }: MisconfigurationObservation): string {
  return MANIFEST.test(path) ? resource.replace(/^([A-Z]\w*)\/[^/]+\/([^/]+)$/, '$1/$2') : resource
}

function artefactOf(subject: Subject): ArtefactPlace | null {
  if (subject.type === 'image') return { image: subject.repository }
  return subject.type === 'repository' ? { repository: subject.name } : null
}
