/** Points of every part of the risk (DESIGN.md §8). Data: an admin may change them. Whole numbers; `max` and `min` limit a group. */
export interface RiskWeights {
  threat: {
    max: number
    critical: number
    high: number
    medium: number
    low: number
    /** No source stated a severity: a middle value, since not known is not harmless. */
    unknown: number
    kev: number
    /** At a probability of 1; in proportion below. */
    epss: number
    verifiedSecret: number
    /** A sensor priority above critical (`Alert`, `Emergency`). */
    alertPriority: number
  }
  reach: {
    min: number
    max: number
    notDeployed: number
    deployed: number
    production: number
    internet: number
    isolated: number
    many: number
    veryMany: number
  }
  privilege: {
    max: number
    node: number
    capabilities: number
    root: number
    serviceAccount: number
    secrets: number
  }
  preconditions: {
    min: number
    max: number
    privileges: number
    privilegesMet: number
    fileSystem: number
    fileSystemMet: number
    local: number
    notLoaded: number
  }
  evidence: { max: number; alertDay: number; alertWeek: number; alertItself: number; brokeGlass: number }
}

export const DEFAULT_WEIGHTS: RiskWeights = {
  threat: {
    max: 45,
    critical: 30,
    high: 22,
    medium: 12,
    low: 4,
    unknown: 12,
    kev: 10,
    epss: 8,
    verifiedSecret: 10,
    alertPriority: 5,
  },
  reach: {
    min: -10,
    max: 30,
    notDeployed: -10,
    deployed: 6,
    production: 6,
    internet: 12,
    isolated: -4,
    many: 3,
    veryMany: 6,
  },
  privilege: { max: 20, node: 10, capabilities: 6, root: 3, serviceAccount: 8, secrets: 3 },
  preconditions: {
    min: -30,
    max: 12,
    privileges: -15,
    privilegesMet: 6,
    fileSystem: -12,
    fileSystemMet: 6,
    local: -8,
    notLoaded: -10,
  },
  evidence: { max: 25, alertDay: 10, alertWeek: 5, alertItself: 10, brokeGlass: 5 },
}
