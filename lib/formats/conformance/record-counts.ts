import type { SampleRow } from './manifest.ts'

/**
 * What a sample holds beside open findings, counted in the plain document. A manifest counts raw records; these are the
 * differences that Plimsoll makes on purpose (expectations.ts says which).
 */

const sum = <T>(list: readonly T[] | null | undefined, count: (one: T) => number) =>
  (list ?? []).reduce((total, one) => total + count(one), 0)

interface GrypeMatch {
  vulnerability: { id: string }
  relatedVulnerabilities?: { id: string }[] | null
}

/** Negative: matches that are more than one finding. */
export function excessGrypeMatches(row: SampleRow): number {
  return sum(row.document<{ matches: GrypeMatch[] | null }>().matches, (match) => 1 - cvesOf(match))
}

function cvesOf({ vulnerability: { id }, relatedVulnerabilities }: GrypeMatch): number {
  const cves = new Set((relatedVulnerabilities ?? []).map((one) => one.id).filter((one) => one.startsWith('CVE')))
  return id.startsWith('CVE') ? 1 : Math.max(1, cves.size)
}

interface SnykProject {
  vulnerabilities?: { type?: string; identifiers?: { CVE?: string[] } }[]
  applications?: SnykProject[]
}

export function excessSnykRecords(row: SampleRow): number {
  const projects = [row.document<SnykProject | SnykProject[]>()].flat()
  return sum(projects, ({ vulnerabilities }) => vulnerabilities?.length ?? 0) - sum(projects, snykFindings)
}

function snykFindings({ vulnerabilities, applications }: SnykProject): number {
  const open = (vulnerabilities ?? []).filter(({ type }) => type !== 'license')
  return sum(open, ({ identifiers }) => Math.max(1, identifiers?.CVE?.length ?? 0)) + sum(applications, snykFindings)
}

export function passedTfsecResults(row: SampleRow): number {
  return sum(row.document<{ results: { passed?: boolean }[] | null }>().results, ({ passed }) =>
    Number(passed === true),
  )
}

export function passedKubeScoreChecks(row: SampleRow): number {
  const objects = row.document<{ checks: { grade: number }[] | null }[]>()
  return sum(objects, ({ checks }) => sum(checks, ({ grade }) => Number(grade >= 7)))
}

export function ignoredDockleDetails(row: SampleRow): number {
  return sum(row.document<{ details: { level: string }[] | null }>().details, ({ level }) => Number(level === 'IGNORE'))
}

/** As many objects as its own summary says that fail each control. */
export function kubescapeFailures(row: SampleRow): number {
  const { summaryDetails } = row.document<{
    summaryDetails?: { controls?: Record<string, { ResourceCounters?: { failedResources?: number } }> }
  }>()
  return sum(Object.values(summaryDetails?.controls ?? {}), (control) => control.ResourceCounters?.failedResources ?? 0)
}

/** What each manifest must not have and should have. */
export function kubesecRules(row: SampleRow): number {
  const entries = row.document<({ scoring?: { critical?: unknown[]; advise?: unknown[] } | null } | null)[]>()
  return sum(entries, (entry) => (entry?.scoring?.critical?.length ?? 0) + (entry?.scoring?.advise?.length ?? 0))
}

interface SarifResult {
  kind?: string
  baselineState?: string
  /** Of version 2.0. */
  suppressionStates?: string[]
  suppressions?: { status?: string; state?: string }[] | null
}

export function excessSarifResults(row: SampleRow): number {
  const { runs } = row.document<{ runs: { results?: SarifResult[] | null }[] | null }>()
  return sum(runs, ({ results }) => sum(results, (result) => Number(!isOpen(result))))
}

/** A suppression that was refused suppresses nothing. */
function isOpen({ kind, baselineState, suppressionStates, suppressions }: SarifResult): boolean {
  const suppressed =
    (suppressions ?? []).length > 0 && !suppressions?.some((one) => (one.status ?? one.state) === 'rejected')
  return (
    suppressionStates === undefined &&
    !['pass', 'notapplicable', 'informational'].includes(kind?.toLowerCase() ?? '') &&
    baselineState !== 'absent' &&
    !suppressed
  )
}

/** Negative: leaks that are the members of an object, which is counted as one. */
export function uncountedGitleaks(row: SampleRow): number {
  const { leaks } = row.document<{ leaks?: unknown[] }>()
  return leaks ? 1 - leaks.length : 0
}

type OpenVexProduct = string | { subcomponents?: unknown[] }
interface OpenVexStatement {
  products?: OpenVexProduct[] | null
  /** Before v0.2.0, of each product. */
  subcomponents?: unknown[]
}

/** Negative: statements about more than one thing. */
export function excessOpenVexStatements(row: SampleRow): number {
  const things = ({ products, subcomponents: shared }: OpenVexStatement) =>
    sum(products, (product) => {
      const own = typeof product === 'string' ? undefined : product.subcomponents
      return Math.max(1, (own ?? shared)?.length ?? 0)
    })
  return sum(row.document<{ statements: OpenVexStatement[] }>().statements, (stated) => 1 - Math.max(1, things(stated)))
}

/** The products of which each vulnerability says something. */
export function csafStatements(row: SampleRow): number {
  const { vulnerabilities } = row.document<{ vulnerabilities?: { product_status?: Record<string, string[]> }[] }>()
  return sum(vulnerabilities, ({ product_status }) => new Set(Object.values(product_status ?? {}).flat()).size)
}

interface Benchmark {
  status?: { detailReport?: { results?: { checks?: { success?: boolean }[] }[] } }
}

/** Negative: what failed of a benchmark's controls. */
export function excessOperatorChecks(row: SampleRow): number {
  const { status } = row.document<Benchmark>()
  return sum(status?.detailReport?.results, ({ checks }) => sum(checks, ({ success }) => (success === false ? -1 : 0)))
}
