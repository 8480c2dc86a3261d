import type { WorkloadFacts } from './workload-facts.ts'

/** What the scans say about an image; the examples are vulnerability ids, worst first. Time is ISO 8601 UTC. */
export interface ImageVerdict {
  criticalFixable: number
  examples: readonly string[]
  scannedAt: string
}

/** What a deploy gate decides about. A null verdict: the image was never scanned. */
export interface DeployQuestion {
  object: WorkloadFacts
  namespaceLabels: Readonly<Record<string, string>>
  images: readonly { ref: string; verdict: ImageVerdict | null }[]
}

/** What a check found: `violated` lines break the rule, `unknown` lines say what could not be judged. */
export interface CheckFinding {
  violated: string[]
  unknown: string[]
}

export type DeployCheck = (question: DeployQuestion) => CheckFinding

/** The checks that can be asked at deploy, by canonical id. */
export const DEPLOY_CHECKS: ReadonlyMap<string, DeployCheck> = new Map([
  ['privileged-container', privilegedContainer],
  ['critical-fixable-vulnerability', criticalFixable],
])

function privilegedContainer({ object }: DeployQuestion): CheckFinding {
  const privileged = object.containers.filter(({ privileged }) => privileged === true)
  return { violated: privileged.map(({ name }) => `Container ${name} is privileged`), unknown: [] }
}

function criticalFixable({ images }: DeployQuestion): CheckFinding {
  const violated: string[] = []
  const unknown: string[] = []
  for (const { ref, verdict } of images) {
    if (verdict === null) unknown.push(`Image ${ref} was never scanned`)
    else if (verdict.criticalFixable > 0) violated.push(`Image ${ref} has ${counted(verdict)}`)
  }
  return { violated, unknown }
}

const SHOWN = 3

function counted({ criticalFixable, examples }: ImageVerdict): string {
  const shown = examples.slice(0, SHOWN)
  const more = criticalFixable - shown.length
  const noun = criticalFixable === 1 ? 'vulnerability' : 'vulnerabilities'
  const list = shown.length === 0 ? '' : `: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return `${criticalFixable} critical ${noun} with a fix${list}`
}
