import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseImageReference } from '../lib/domain/image-reference.ts'
import type { FactObservation, ScopeObservation, VulnerabilityObservation } from '../lib/domain/observation.ts'
import type { RiskWorkload } from '../lib/domain/risk-context.ts'
import type { WorkloadFacts } from '../lib/domain/workload-facts.ts'
import { readAdmissionReview } from '../lib/formats/admission-review.ts'
import { FormatError } from '../lib/formats/format-error.ts'
import { type ReportBatch, readReport } from '../lib/formats/read-report.ts'

/** A vulnerability where a report found it. */
export interface FoundVulnerability {
  finding: VulnerabilityObservation
  scope: ScopeObservation | undefined
}

export interface ReadSamples {
  files: number
  found: FoundVulnerability[]
  facts: FactObservation[]
}

/** Reads reports as the worker does; what is no report, and what is refused, tells nothing. */
export async function readSamples(files: readonly { name: string; bytes: Uint8Array }[]): Promise<ReadSamples> {
  const read: ReadSamples = { files: 0, found: [], facts: [] }
  for (const { name, bytes } of files) {
    const before = read.found.length
    try {
      await readOne(name, bytes, read)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
    }
    if (read.found.length > before) read.files++
  }
  return read
}

async function readOne(name: string, bytes: Uint8Array, read: ReadSamples): Promise<void> {
  const source = {
    async *open() {
      yield bytes
    },
  }
  const place = `sample/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
  const options = { receivedAt: new Date(), repository: place, cluster: 'sample', image: `${place}:1` }
  let scopes: readonly ScopeObservation[] = []
  for await (const batch of readReport(source, options) as AsyncGenerator<ReportBatch>) {
    if (batch.type === 'summary') {
      scopes = batch.scopes
      continue
    }
    for (const finding of batch.findings) {
      if (finding.type === 'vulnerability') read.found.push({ finding, scope: scopes[finding.scope] })
    }
    for (const fact of batch.facts) read.facts.push(fact)
  }
}

export function filesIn(dir: string): { name: string; bytes: Uint8Array }[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, bytes: new Uint8Array(readFileSync(join(dir, name))) }))
}

/** The workloads that admission let in, as they were last, by the repository and tag that they run: `prod-…` is production. */
export function workloadsIn(files: readonly { name: string; bytes: Uint8Array }[]): Map<string, RiskWorkload[]> {
  const newest = new Map<string, RiskWorkload & { images: string[] }>()
  for (const { name, bytes } of files.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const cluster = /^admission-\d+-([a-z]+-[a-z]+)-/.exec(name)?.[1]
    const review = cluster ? readAdmissionReview(bytes) : null
    if (!cluster || !review?.ok || !review.value.facts) continue
    const { facts } = review.value
    newest.set(`${cluster} ${facts.namespace}/${facts.kind}/${facts.name}`, workloadOf(cluster, facts))
  }
  const byImage = new Map<string, RiskWorkload[]>()
  for (const workload of newest.values()) {
    for (const image of workload.images) byImage.set(image, [...(byImage.get(image) ?? []), workload])
  }
  return byImage
}

function workloadOf(cluster: string, facts: WorkloadFacts): RiskWorkload & { images: string[] } {
  return {
    ...facts,
    cluster,
    environment: cluster.startsWith('prod-') ? 'production' : 'staging',
    ...{ exposed: null, isolated: null, serviceAccountPower: null, lastAlertAt: null, brokeGlassAt: null },
    images: facts.containers.flatMap(({ image }) => {
      const reference = parseImageReference(image)
      return reference.tag ? [`${reference.repository}:${reference.tag}`] : []
    }),
  }
}
