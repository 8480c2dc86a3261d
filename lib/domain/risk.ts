import type { IssueKind } from './observation.ts'
import type { PreparedContext } from './risk-context.ts'
import { limited, type RiskPart, type RiskUnknown } from './risk-part.ts'
import { preconditionParts } from './risk-preconditions.ts'
import type { RiskWeights } from './risk-weights.ts'
import type { Severity } from './severity.ts'

/** What an issue itself says of its danger; null is not known. */
export interface RiskFacts {
  kind: IssueKind
  severity: Severity
  cvssVector: string | null
  /** 0…10. */
  cvssScore: number | null
  /** `CWE-22`. */
  cwes: readonly string[]
  /** Linux capabilities without `CAP_`, one of which an attacker must have (`namedCapabilities`). */
  capabilities: readonly string[]
  /** The day on which it entered CISA's KEV catalogue, null when it is not in it. */
  kevSince: string | null
  /** False while no catalogue was ever loaded. */
  kevKnown: boolean
  /** Probability 0…1 of exploitation in 30 days. */
  epss: number | null
  /** A secret that was tried and works. */
  secretVerified: boolean | null
  /** The sensor's word, for threats. */
  alertPriority: string | null
  /** Whether the package was ever loaded at runtime. */
  packageLoaded: boolean | null
  /** A runtime alert named the very package or process. */
  alertOnItself: boolean
  /** The version that fixes it, '' when none is known. */
  fixedVersion: string
}

export interface Risk {
  /** 0…100, the sum of the parts. */
  total: number
  parts: RiskPart[]
  unknown: RiskUnknown[]
}

/** Scores one issue in a prepared context (DESIGN.md §8). The parts add up to the total. */
export function scoreRisk(issue: RiskFacts, context: PreparedContext): Risk {
  const { weights } = context
  const unknown: RiskUnknown[] = context.unknown.slice()
  const parts = limited('threat', threatParts(issue, weights.threat, unknown), 0, weights.threat.max)
  for (const part of context.parts) parts.push(part)
  for (const part of preconditionParts(issue, context, unknown)) parts.push(part)
  for (const part of ownEvidence(issue, context)) parts.push(part)
  limited('total', parts, 0, 100)
  let total = 0
  for (const { points } of parts) total += points
  return { total, parts, unknown }
}

/** The severity that counts: the stated one, else what the CVSS score says. @see CVSS v3.1 §5 */
function severityOf({ severity, cvssScore }: RiskFacts): Severity {
  if (severity !== 'unknown' || cvssScore === null || cvssScore === 0) return severity
  if (cvssScore >= 9) return 'critical'
  if (cvssScore >= 7) return 'high'
  return cvssScore >= 4 ? 'medium' : 'low'
}

const WORDS: Record<Severity, string> = {
  critical: 'Critical severity',
  high: 'High severity',
  medium: 'Medium severity',
  low: 'Low severity',
  unknown: 'No source states a severity; counted as a middle one',
}

function threatParts(issue: RiskFacts, weights: RiskWeights['threat'], unknown: RiskUnknown[]): RiskPart[] {
  const severity = severityOf(issue)
  if (severity === 'unknown') unknown.push({ code: 'severity', why: 'No source states a severity' })
  const fix = issue.fixedVersion === '' ? null : { lever: `Upgrade to ${issue.fixedVersion}` }
  const parts: RiskPart[] = [
    { group: 'threat', code: 'severity', points: weights[severity], why: WORDS[severity], ...fix },
  ]
  const add = (code: string, points: number, why: string) => parts.push({ group: 'threat', code, points, why })
  if (issue.kind === 'vulnerability') {
    if (issue.cvssScore === null) unknown.push({ code: 'cvss', why: 'No source states a CVSS score' })
    else {
      const points = pointsWithin(severity, issue.cvssScore, weights)
      if (points > 0) add('cvss', points, `CVSS ${issue.cvssScore}, within ${severity} severity`)
    }
    if (issue.kevSince !== null) add('kev', weights.kev, `In CISA KEV since ${issue.kevSince}`)
    else if (!issue.kevKnown)
      unknown.push({ code: 'kev', why: 'Whether it is known to be exploited: no KEV is loaded' })
    if (issue.epss === null) unknown.push({ code: 'epss', why: 'The probability of exploitation is not known' })
    else {
      const points = Math.round(issue.epss * weights.epss)
      if (points > 0) add('epss', points, `Exploitation within 30 days: ${percent(issue.epss)}`)
    }
  } else if (issue.kind === 'secret') {
    if (issue.secretVerified === null) unknown.push({ code: 'verified', why: 'Nobody tried whether the secret works' })
    else if (issue.secretVerified) add('verified', weights.verifiedSecret, 'The secret works')
  } else if (issue.kind === 'threat' && /^(alert|emergency)$/i.test(issue.alertPriority ?? '')) {
    add('priority', weights.alertPriority, `The sensor's priority is ${issue.alertPriority}`)
  }
  return parts
}

/** What evidence on the issue itself adds to that of its workloads, which is in the context already. */
function ownEvidence(issue: RiskFacts, { weights, evidencePoints }: PreparedContext): RiskPart[] {
  if (!issue.alertOnItself) return []
  const points = Math.min(weights.evidence.alertItself, weights.evidence.max - evidencePoints)
  return [{ group: 'evidence', code: 'alert-itself', points, why: 'A runtime alert names it' }]
}

/** The CVSS scores of each severity, and the severity that comes next. @see CVSS v3.1 §5 */
const RANGES = {
  critical: { from: 9, to: 10, next: null },
  high: { from: 7, to: 8.9, next: 'critical' },
  medium: { from: 4, to: 6.9, next: 'high' },
  low: { from: 0.1, to: 3.9, next: 'medium' },
} as const

/** What the score adds to the severity: at most half of the way to the next one, so that a worse severity always weighs more. */
function pointsWithin(severity: Severity, score: number, weights: RiskWeights['threat']): number {
  if (severity === 'unknown') return 0
  const { from, to, next } = RANGES[severity]
  const way = next === null ? weights.critical - weights.high : weights[next] - weights[severity]
  const share = Math.min(1, Math.max(0, (score - from) / (to - from)))
  return Math.round((share * way) / 2)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
