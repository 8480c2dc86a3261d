import type { RiskFacts } from './risk.ts'
import { severityOfRank } from './severity.ts'

/** What is stored of an issue and its problem that its risk is made from. */
export interface StoredRiskFacts
  extends Pick<
    RiskFacts,
    | 'kind'
    | 'cvssVector'
    | 'cvssScore'
    | 'cwes'
    | 'capabilities'
    | 'kevSince'
    | 'epss'
    | 'fixedVersion'
    | 'secretVerified'
    | 'alertPriority'
  > {
  severity: number
}

/** The facts of a stored issue, the same for the queue and for the page that explains it. What nothing tells yet is unknown. */
export function riskFacts(stored: StoredRiskFacts, kevKnown = true): RiskFacts {
  return {
    kind: stored.kind,
    severity: severityOfRank(stored.severity),
    cvssVector: stored.cvssVector,
    cvssScore: stored.cvssScore,
    cwes: stored.cwes,
    capabilities: stored.capabilities,
    kevSince: stored.kevSince,
    kevKnown,
    epss: stored.epss,
    secretVerified: stored.secretVerified,
    alertPriority: stored.alertPriority,
    packageLoaded: null,
    alertOnItself: stored.kind === 'threat',
    fixedVersion: stored.fixedVersion,
  }
}
