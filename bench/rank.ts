import { join } from 'node:path'
import { namedCapabilities } from '../lib/domain/named-capabilities.ts'
import { type RiskFacts, scoreRisk } from '../lib/domain/risk.ts'
import { prepareContext, type RiskContext, type RiskWorkload } from '../lib/domain/risk-context.ts'
import { withWeight } from '../lib/domain/risk-weight-rules.ts'
import { DEFAULT_WEIGHTS } from '../lib/domain/risk-weights.ts'
import { SEVERITY_RANK } from '../lib/domain/severity.ts'
import { REAL_SAMPLES, realBytes, realSamples } from '../lib/formats/testing/manifest.ts'
import { type RankQuality, rankQuality } from './rank-quality.ts'
import { type FoundVulnerability, filesIn, type ReadSamples, readSamples, workloadsIn } from './rank-samples.ts'

/** What KEV says is the truth here, so it must not help. */
const WEIGHTS = withWeight(DEFAULT_WEIGHTS, 'threat.kev', 0)
const NOW = new Date()
const DEMO = join(import.meta.dirname, '../samples/demo')

/** Ranks what the samples hold by our score and by CVSS alone, and prints how early each has what is known to be exploited. */
async function main(): Promise<void> {
  if (realSamples.length > 0) {
    const read = await readSamples(realSamples.map(({ file }) => ({ name: file, bytes: realBytes(file) })))
    printReal(read)
  } else console.log(`\nNo real samples in ${REAL_SAMPLES}: only the demo is ranked.`)
  const files = filesIn(DEMO)
  printDemo(await readSamples(files), workloadsIn(files))
}

function printReal(read: ReadSamples): void {
  const found = [...Map.groupBy(cves(read.found), ({ finding }) => finding.id).values()]
  const truth = exploited(read)
  const nothingKnown: RiskContext = { deployed: null, workloads: [] }
  const rank = (name: string, score: (all: FoundVulnerability[]) => number) =>
    [
      name,
      rankQuality(found.map((all) => ({ score: score(all), relevant: truth.has(all[0]?.finding.id ?? '') }))),
    ] as const
  const ours = (context: RiskContext) => {
    const prepared = prepareContext(context, NOW, WEIGHTS)
    return (all: FoundVulnerability[]) => scoreRisk(factsOf(all, read), prepared).total
  }
  print(`Real samples: ${read.files} files, each CVE once`, epssKnown(found, read), [
    rank('CVSS score alone', cvssOf),
    rank('severity alone', severityOf),
    rank('our risk, nothing known of where it runs', ours(nothingKnown)),
    rank('our risk, in a workload of Kubernetes’ defaults, as root', ours({ deployed: true, workloads: [PLAIN] })),
    rank('our risk, in a hardened workload', ours({ deployed: true, workloads: [HARDENED] })),
  ])
}

function printDemo(read: ReadSamples, running: ReadonlyMap<string, RiskWorkload[]>): void {
  const imageOf = ({ scope }: FoundVulnerability) =>
    scope?.subject.type === 'image' ? `${scope.subject.repository}:${scope.subject.tags[0]}` : ''
  const groups = Map.groupBy(cves(read.found), (one) => `${one.finding.id} ${imageOf(one)}`)
  const truth = exploited(read)
  const contexts = new Map(
    [...new Set(read.found.map(imageOf))].map((image) => {
      const workloads = running.get(image) ?? []
      return [image, prepareContext({ deployed: workloads.length > 0, workloads }, NOW, WEIGHTS)] as const
    }),
  )
  const found = [...groups.values()]
  const rank = (name: string, score: (all: FoundVulnerability[]) => number) =>
    [
      name,
      rankQuality(found.map((all) => ({ score: score(all), relevant: truth.has(all[0]?.finding.id ?? '') }))),
    ] as const
  print('The demo, which we wrote: each CVE in each image, where it runs by its admissions', epssKnown(found, read), [
    rank('CVSS score alone', cvssOf),
    rank('our risk', (all) => scoreRisk(factsOf(all, read), contexts.get(imageOf(all[0]!))!).total),
  ])
}

/** Only what has a CVE can be in KEV. */
function cves(found: readonly FoundVulnerability[]): FoundVulnerability[] {
  return found.filter(({ finding }) => finding.id.startsWith('CVE-'))
}

function exploited({ facts }: ReadSamples): ReadonlySet<string> {
  return new Set(facts.flatMap((fact) => (fact.type === 'known-exploited' ? [fact.id] : [])))
}

function epssOf(id: string, { facts }: ReadSamples): number | null {
  const fact = facts.find((one) => one.type === 'exploit-prediction' && one.id === id)
  return fact?.type === 'exploit-prediction' ? fact.probability : null
}

function epssKnown(found: readonly FoundVulnerability[][], read: ReadSamples): string {
  const known = found.filter(([one]) => one && epssOf(one.finding.id, read) !== null).length
  return `EPSS known for ${known}`
}

function cvssOf(all: readonly FoundVulnerability[]): number {
  return Math.max(0, ...all.flatMap(({ finding }) => finding.cvss.map(({ score }) => score)))
}

function severityOf(all: readonly FoundVulnerability[]): number {
  return Math.max(...all.map(({ finding }) => SEVERITY_RANK[finding.severity]))
}

/** What all reports together say of a vulnerability: the worst severity, the worst vector of the newest version, every weakness. */
function factsOf(all: readonly FoundVulnerability[], read: ReadSamples): RiskFacts {
  const worst = all.toSorted((a, b) => SEVERITY_RANK[b.finding.severity] - SEVERITY_RANK[a.finding.severity])[0]!
    .finding
  const [cvss] = all
    .flatMap(({ finding }) => finding.cvss)
    .sort((a, b) => b.version.localeCompare(a.version) || b.score - a.score)
  return {
    kind: 'vulnerability',
    severity: worst.severity,
    cvssVector: cvss?.vector ?? null,
    cvssScore: cvss?.score ?? null,
    cwes: [...new Set(all.flatMap(({ finding }) => finding.cwes))],
    capabilities: [
      ...new Set(all.flatMap(({ finding }) => namedCapabilities(`${finding.title}. ${finding.description}`))),
    ],
    ...{ kevSince: null, kevKnown: false, epss: epssOf(worst.id, read) },
    ...{ secretVerified: null, alertPriority: null, packageLoaded: null, alertOnItself: false, fixedVersion: '' },
  }
}

const HARDENED: RiskWorkload = {
  ...{ cluster: 'sample', environment: 'production', namespace: 'sample', name: 'hardened', replicas: 2 },
  ...{ hostNetwork: false, hostPid: false, hostIpc: false, secrets: [], writableHostPaths: [] },
  ...{ exposed: null, isolated: null, serviceAccountPower: null, lastAlertAt: null, brokeGlassAt: null },
  containers: [
    {
      ...{ name: 'app', type: 'app', privileged: false, runsAsRoot: false, readOnlyRootFilesystem: true },
      ...{ allowPrivilegeEscalation: false, capabilitiesAdded: [], capabilitiesDropped: ['ALL'], writableMounts: [] },
    },
  ],
}

const PLAIN: RiskWorkload = {
  ...HARDENED,
  name: 'plain',
  containers: HARDENED.containers.map((container) => ({
    ...container,
    ...{ runsAsRoot: true, readOnlyRootFilesystem: false, allowPrivilegeEscalation: true, capabilitiesDropped: [] },
  })),
}

function print(title: string, note: string, orders: readonly (readonly [string, RankQuality])[]): void {
  const [, first] = orders[0]!
  console.log(`\n${title}: ${first.items} ranked, ${first.relevant} of them in KEV. ${note}. KEV points switched off.`)
  const width = Math.max(...orders.map(([name]) => name.length))
  console.log(`  ${'order'.padEnd(width)}  average precision   nDCG   median rank   precision at ${first.relevant}`)
  for (const [name, { averagePrecision, ndcg, medianRank, precisionAtRelevant }] of orders) {
    console.log(
      `  ${name.padEnd(width)}  ${averagePrecision.toFixed(3).padStart(17)}  ${ndcg.toFixed(3)}  ${medianRank.toFixed(1).padStart(12)}   ${precisionAtRelevant.toFixed(3)}`,
    )
  }
}

await main()
