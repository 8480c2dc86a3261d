import { type ImageReference, parseImageReference } from '../domain/image-reference.ts'
import type {
  ImageSubject,
  RepositorySubject,
  ScopeObservation,
  VulnerabilityObservation,
} from '../domain/observation.ts'
import type { Severity } from '../domain/severity.ts'
import { FormatError } from './format-error.ts'
import type { ReportOptions } from './report-format.ts'
import { scopesOf } from './repository-findings.ts'

/** Most characters kept of a field; longer texts are cut, never refused. */
export const MAX = {
  id: 200,
  name: 500,
  version: 200,
  title: 1000,
  description: 20_000,
  path: 4096,
  url: 2000,
  ref: 1000,
}
export const MAX_LIST = 100

/** Ids that stand for one vulnerability each; a distribution's advisory (DSA, RHSA, USN) covers many and joins nothing. */
const SINGLE = /^(?:CVE|GHSA|PYSEC|RUSTSEC|GO|OSV|MAL|NSWG)-/
/** Names that every checkout has: two repositories under one of them would close each other's issues. */
const NAMELESS = /^[./\\]*$/

type Stated = Pick<VulnerabilityObservation, 'scope' | 'id' | 'purl' | 'packageName' | 'severity'>

/** A vulnerability of which the tool may have said little. */
export function vulnerability(
  stated: Stated & Partial<Omit<VulnerabilityObservation, 'type'>>,
): VulnerabilityObservation {
  return {
    type: 'vulnerability',
    aliases: [],
    packageType: '',
    installedVersion: '',
    fixedVersion: '',
    title: '',
    description: '',
    cvss: [],
    cwes: [],
    references: [],
    publishedAt: null,
    modifiedAt: null,
    path: '',
    layerDiffId: null,
    ...stated,
  }
}

/**
 * The finding under every name that it is known by. An advisory that stands for several CVEs is one finding for each of them:
 * so say the tools that list them singly, and one issue cannot be two vulnerabilities.
 */
export function underItsNames(
  finding: VulnerabilityObservation,
  related: readonly string[],
): VulnerabilityObservation | VulnerabilityObservation[] {
  const names = [...new Set(related.map((name) => name.trim().toUpperCase()))].filter((name) => name !== finding.id)
  const isCve = (name: string) => name.startsWith('CVE-')
  const cves = isCve(finding.id) ? [] : names.filter(isCve)
  if (cves.length > 1) return cves.map((id) => ({ ...finding, id, aliases: [] }))
  return { ...finding, aliases: aliasesOf(finding.id, names) }
}

/** Of the names that go with a vulnerability, upper case, those that mean it and nothing else. */
export function aliasesOf(id: string, names: readonly string[]): string[] {
  return names.filter((name) => name !== id && SINGLE.test(name) && !(id.startsWith('CVE-') && name.startsWith('CVE-')))
}

/** An image of which only its name is told. */
export function imageNamed(ref: string | ImageReference, more: Partial<ImageSubject> = {}): ImageSubject {
  const { repository, tag, digest } = typeof ref === 'string' ? parseImageReference(ref) : ref
  if (repository === '') {
    throw new FormatError('invalid', 'The report does not say which image was scanned: name it with image=')
  }
  const tags = tag === null ? [] : [tag]
  return { type: 'image', repository, tags, digest, imageId: null, platform: null, layers: [], labels: {}, ...more }
}

/** The source repository that was scanned: what the sender says, else what the report does. */
export function repositoryNamed(name: string, options: ReportOptions): RepositorySubject {
  if (options.repository !== undefined) return { type: 'repository', name: options.repository }
  if (!NAMELESS.test(name)) return { type: 'repository', name }
  const told = name === '' ? 'The report does not say what was scanned' : `The report says that "${name}" was scanned`
  throw new FormatError('invalid', `${told}: name it with repository=, or with image= when it is an image`)
}

/** The one scope of a report on the packages of one thing. */
export function packageScope(subject: ScopeObservation['subject'], complete = true): ScopeObservation[] {
  return scopesOf(subject, [{ scan: 'vulnerability', complete }])
}

/** The qualitative rating of a score. @see CVSS v3.1 §5 */
export function severityOfScore(score: number): Severity {
  if (!(score >= 0 && score <= 10)) return 'unknown'
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  return score >= 4 ? 'medium' : 'low'
}

/** One rating by CVSS; null when the vector is missing or the score is none. */
export function cvssOf(
  vector: string,
  score: unknown,
  source: string,
  version = '2.0',
): VulnerabilityObservation['cvss'][number] | null {
  if (vector === '' || typeof score !== 'number' || !(score >= 0 && score <= 10)) return null
  return { version: /^CVSS:(\d\.\d)\//.exec(vector)?.[1] ?? version, vector, score, source }
}
