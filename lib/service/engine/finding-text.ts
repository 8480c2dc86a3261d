import { crc32 } from 'node:zlib'
import { canonicalCheck, claimingCheck } from '../../domain/check.ts'
import type { FindingObservation, VulnerabilityObservation } from '../../domain/observation.ts'
import { SEVERITY_RANK } from '../../domain/severity.ts'
import type { SightingText } from '../../store/engine/issues.ts'
import type { RuleText } from '../../store/engine/problems.ts'
import { canonicalChecks } from './canonical-checks.ts'

type RuleFinding = Exclude<FindingObservation, VulnerabilityObservation>

/** The id under which the tool reported it. */
export function titleOf(finding: FindingObservation): string {
  return finding.type === 'vulnerability' ? finding.id : finding.rule
}

export function fixOf(finding: FindingObservation): string {
  return finding.type === 'vulnerability' ? finding.fixedVersion : ''
}

/** Where in its asset a person looks for it; '' where the package says so. */
export function placeOf(finding: FindingObservation): string {
  if (finding.type === 'misconfiguration') return finding.path || finding.resource
  return finding.type === 'secret' ? finding.path : ''
}

/** As its tool rates it; where the tool says nothing, as the canonical check does that claims its rule. */
function severityRank(finding: FindingObservation, tool: string): number {
  const check =
    finding.type === 'misconfiguration' && finding.severity === 'unknown'
      ? claimingCheck(tool, finding.rule, canonicalChecks())
      : undefined
  return SEVERITY_RANK[(check ?? finding).severity]
}

/** The name of the broken rule: a canonical check where one claims it, else `tool:rule`. */
export function ruleOf(finding: RuleFinding, tool: string): string {
  return finding.type === 'misconfiguration'
    ? canonicalCheck(tool, finding.rule, canonicalChecks())
    : `${tool}:${finding.rule}`
}

/** What people read about a rule: a canonical check says it the same way, whichever tool found it first. */
export function ruleText(finding: RuleFinding, tool: string): RuleText {
  const severity = SEVERITY_RANK[finding.severity]
  if (finding.type === 'secret') return { title: finding.title, description: '', remediation: '', severity, links: [] }
  const check = claimingCheck(tool, finding.rule, canonicalChecks())
  const { title, description, remediation } = check ?? finding
  return {
    title,
    description,
    remediation,
    severity: check ? SEVERITY_RANK[check.severity] : severity,
    links: finding.references,
  }
}

/** What this source said, as it is written, and its fingerprint. */
export function sightingText(finding: FindingObservation, tool: string): SightingText {
  const severity = severityRank(finding, tool)
  const detail = JSON.stringify(detailOf(finding))
  return { severity, detail, fingerprint: crc32(detail, severity) }
}

/** As the issue page shows it. */
function detailOf(finding: FindingObservation): Record<string, unknown> {
  const { statedSeverity } = finding
  return { ...placeDetail(finding), ...(statedSeverity !== undefined && { statedSeverity }) }
}

function placeDetail(finding: FindingObservation): Record<string, unknown> {
  if (finding.type === 'vulnerability') {
    const { installedVersion, fixedVersion, fixStatus, path, layerDiffId } = finding
    return { installedVersion, fixedVersion, ...(fixStatus !== undefined && { fixStatus }), path, layerDiffId }
  }
  if (finding.type === 'secret') {
    const { path, startLine, masked, verified, layerDiffId } = finding
    return { path, startLine, masked, ...(verified && { verified }), layerDiffId }
  }
  const { path, resource, startLine, endLine, message } = finding
  return { path, resource, startLine, endLine, message }
}
