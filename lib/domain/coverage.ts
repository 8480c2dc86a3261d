import type { Stage } from './observation.ts'

/**
 * How well a stage of a workload is known. `part`: of some of it; `silent`: it was known, and its source reports no more;
 * `never`: nothing ever told of it. Only `known` lets "no issue" mean that there is none.
 */
export const COVERAGE_STATES = ['known', 'part', 'silent', 'never'] as const
export type CoverageState = (typeof COVERAGE_STATES)[number]

/** What is known of one stage: how much of how many, from whom, and when the oldest of it was told. */
export interface StageCoverage {
  state: CoverageState
  known: number
  /** Null: how many there are is itself not known. */
  of: number | null
  sources: string[]
  oldestAt: Date | null
}

export interface CoverageFacts {
  /** The containers of the workload; none: no manifest was seen, so what it runs is not known. */
  containers: readonly { scannedAt: Date | null; scannedBy: readonly string[] }[]
  /** When its manifest was last seen. */
  factsAt: Date | null
  /** The cluster's gate; null: it never asked. */
  gate: ClusterSource | null
  /** The sensor that reported last from its cluster; null: none ever did. */
  sensor: ClusterSource | null
}

export interface ClusterSource {
  source: string
  lastAt: Date
  silent: boolean
}

/** What is known of a workload at each stage. */
export function coverageOf(facts: CoverageFacts): Record<Stage, StageCoverage> {
  return {
    build: buildCoverage(facts.containers),
    deploy: deployCoverage(facts),
    runtime: runtimeCoverage(facts.sensor),
  }
}

function buildCoverage(containers: CoverageFacts['containers']): StageCoverage {
  const scanned = containers.filter(({ scannedAt }) => scannedAt !== null)
  const times = scanned.flatMap(({ scannedAt }) => scannedAt?.getTime() ?? [])
  return {
    state: scanned.length === 0 ? 'never' : scanned.length < containers.length ? 'part' : 'known',
    known: scanned.length,
    of: containers.length === 0 ? null : containers.length,
    sources: [...new Set(scanned.flatMap(({ scannedBy }) => scannedBy))].sort(),
    oldestAt: times.length === 0 ? null : new Date(Math.min(...times)),
  }
}

/** A gate that asks no more lets changes pass unseen: what was admitted then may be replaced by now. */
function deployCoverage({ factsAt, gate }: CoverageFacts): StageCoverage {
  if (factsAt === null) return { state: 'never', known: 0, of: 1, sources: [], oldestAt: null }
  const state = gate?.silent ? 'silent' : 'known'
  return { state, known: state === 'known' ? 1 : 0, of: 1, sources: ['admission'], oldestAt: factsAt }
}

function runtimeCoverage(sensor: ClusterSource | null): StageCoverage {
  if (sensor === null) return { state: 'never', known: 0, of: 1, sources: [], oldestAt: null }
  const { source, lastAt, silent } = sensor
  return { state: silent ? 'silent' : 'known', known: silent ? 0 : 1, of: 1, sources: [source], oldestAt: lastAt }
}
