import { excessComponents, excessSpdxPackages, vulnerabilitiesOfBom } from './bill-counts.ts'
import type { SampleRow } from './manifest.ts'
import {
  csafStatements,
  excessGrypeMatches,
  excessOpenVexStatements,
  excessOperatorChecks,
  excessSarifResults,
  excessSnykRecords,
  ignoredDockleDetails,
  kubescapeFailures,
  kubesecRules,
  passedKubeScoreChecks,
  passedTfsecResults,
  uncountedGitleaks,
} from './record-counts.ts'
import { ADMISSION, FALCO } from './told.ts'

/** Findings of whatever kind. */
export const FINDING = 'finding'

/** Observations that must come out, by kind; a kind that nobody counted is not compared. */
export type Counts = Record<string, number>

/** What must become of the files that a manifest names as of one format. */
export interface Expectation {
  /** What Plimsoll calls it. While none of them is registered, the file must be refused. */
  formats: readonly string[]
  counts?: (row: SampleRow) => Counts | 'refused'
  /** Why the counts are not the manifest's: what is counted there and is nothing to follow up here. */
  differs?: string
  /** Files whose content says nothing of their tool, so that the sender has to name it. */
  untold?: (row: SampleRow) => boolean
  /** Broken on purpose: may be read as far as it goes, or refused. */
  broken?: true
}

const NOT_READ: Expectation = { formats: [] }

/** Compares one kind with one fact, less what is counted there and is none here. */
function kind(name: string, fact: string, less: (row: SampleRow) => number = () => 0) {
  return (row: SampleRow): Counts => {
    const counted = row.fact(fact)
    return typeof counted === 'number' ? { [name]: counted - less(row) } : {}
  }
}

const all =
  (...parts: ((row: SampleRow) => Counts)[]) =>
  (row: SampleRow): Counts =>
    Object.assign({}, ...parts.map((part) => part(row)))

/**
 * The formats of a manifest, ours beside them. A new format of ours is one line here; the names on the left are those of
 * ../shared/samples/MANIFEST.tsv.
 */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'trivy-json': {
    formats: ['trivy-json'],
    counts: all(kind('vulnerability', 'vulns'), kind('misconfiguration', 'misconf_fail'), kind('secret', 'secrets')),
  },
  'trivy-operator': {
    formats: ['trivy-operator'],
    counts: all(
      kind('vulnerability', 'vulns'),
      kind('misconfiguration', 'checks_failed', excessOperatorChecks),
      kind('secret', 'secrets'),
    ),
    differs: 'the checks of a benchmark are not counted there',
  },
  grype: {
    formats: ['grype-json'],
    counts: kind('vulnerability', 'matches', excessGrypeMatches),
    differs: 'an advisory that is no CVE and stands for several is one for each of them',
  },
  snyk: {
    formats: ['snyk-json'],
    counts: kind('vulnerability', 'vulns', excessSnykRecords),
    differs:
      'a licence is no vulnerability, a record of several CVEs is one for each, applications in an image count too',
  },
  clair: { formats: ['clair-json'] },
  'osv-scanner': { formats: ['osv-json'] },
  harbor: { formats: ['harbor-json'], counts: kind('vulnerability', '') },
  cyclonedx: {
    formats: ['cyclonedx'],
    counts: all(kind('component', 'components_recursive', excessComponents), vulnerabilitiesOfBom),
    differs: 'files, devices, keys and data are no packages, and those inside the described component are packages too',
  },
  'cyclonedx-invalid': { formats: ['cyclonedx'], broken: true },
  spdx: {
    formats: ['spdx-json'],
    counts: kind('component', 'packages', excessSpdxPackages),
    differs: 'what the document describes, images and files are no packages in it',
  },
  'syft-json': { formats: ['syft-json'], counts: kind('component', 'artifacts') },
  openvex: {
    formats: ['openvex'],
    counts: (row) => (row.fact('not_a_document') ? 'refused' : kind('vex', 'statements', excessOpenVexStatements)(row)),
    differs: 'a statement is one for each product, and for each package that it names in it',
  },
  csaf: {
    formats: ['csaf'],
    counts: (row) => ({ vex: csafStatements(row) }),
    differs: 'what is said twice of one product counts once',
  },
  checkov: { formats: ['checkov-json'], counts: kind(FINDING, 'failed') },
  kics: { formats: ['kics-json'], counts: kind(FINDING, 'sum_files') },
  terrascan: { formats: ['terrascan-json'], counts: kind(FINDING, 'violations') },
  tfsec: {
    formats: ['tfsec-json'],
    counts: kind(FINDING, 'results', passedTfsecResults),
    differs: 'a check that passed is no finding',
  },
  'kube-linter': { formats: ['kube-linter-json'], counts: kind(FINDING, 'reports') },
  'kube-score': {
    formats: ['kube-score-json'],
    counts: kind(FINDING, 'checks', passedKubeScoreChecks),
    differs: 'a grade of 7 or 10 is a pass',
  },
  polaris: { formats: ['polaris-json'], counts: kind(FINDING, 'failed') },
  hadolint: {
    formats: ['hadolint-json'],
    counts: kind(FINDING, ''),
    // The first record of a list is by what it is told.
    untold: (row) => !('code' in (row.document<object[]>()[0] ?? {})),
  },
  dockle: {
    formats: ['dockle-json'],
    counts: kind(FINDING, 'details', ignoredDockleDetails),
    differs: 'what the sender ignored is no finding',
  },
  kubescape: {
    formats: ['kubescape-json'],
    counts: (row) => ({ [FINDING]: kubescapeFailures(row) }),
    differs: 'each object that fails a control is one, as the summary counts them; excepted ones are none',
  },
  'kube-bench': {
    formats: ['kube-bench-json'],
    counts: kind(FINDING, 'fail'),
    differs: 'WARN asks a person to look',
  },
  'kube-hunter': { formats: ['kube-hunter-json'], counts: kind(FINDING, 'vulns') },
  kubesec: { formats: ['kubesec-json'], counts: (row) => ({ [FINDING]: kubesecRules(row) }) },
  kubeaudit: { formats: ['kubeaudit-json'], counts: kind(FINDING, 'records') },
  sarif: {
    formats: ['sarif'],
    counts: kind(FINDING, 'results', excessSarifResults),
    differs: 'what passed, was suppressed or is absent is no finding',
  },
  semgrep: { formats: ['semgrep-json'], counts: kind(FINDING, 'results') },
  gitleaks: {
    formats: ['gitleaks-json'],
    counts: kind('secret', 'findings', uncountedGitleaks),
    differs: 'the members of an object are counted one by one',
  },
  trufflehog: { formats: ['trufflehog-json'], counts: kind('secret', 'records') },
  'trufflehog3-legacy': { formats: ['trufflehog-json'], counts: kind('secret', 'findings') },
  'detect-secrets': { formats: ['detect-secrets-json'] },
  provenance: { formats: ['provenance'], counts: attestedSubjects },
  kev: { formats: ['kev'], counts: feedEntries },
  epss: { formats: ['epss'], counts: predictions },
  falco: { formats: [FALCO], counts: kind('alert', 'alerts') },
  admissionreview: { formats: [ADMISSION], counts: readableRequest },
  'admission-request-only': { formats: [ADMISSION], counts: readableRequest },
  'admissionreview-gatekeeper-suites': NOT_READ,
  gatekeeper: NOT_READ,
  'k8s-audit': NOT_READ,
  'kube-bench-text': NOT_READ,
  manifests: NOT_READ,
  neuvector: NOT_READ,
  nvd: NOT_READ,
  openreports: NOT_READ,
  policyreport: NOT_READ,
  popeye: NOT_READ,
  'sarif-v1': NOT_READ,
  tetragon: NOT_READ,
  tracee: NOT_READ,
}

/** A review that does not say what is asked of which kind of object cannot be decided. */
function readableRequest({ fact }: SampleRow): Counts | 'refused' {
  return typeof fact('op') === 'string' && typeof fact('obj') === 'string' ? { request: 1 } : 'refused'
}

/** A Cloud Build document has one subject in each of its statements; of a bare statement nobody counted them. */
function attestedSubjects({ fact, document }: SampleRow): Counts | 'refused' {
  const told = [fact('0')].flat()
  if (told.includes('payload-not-json')) return 'refused'
  const counted = told.map((one) => /^(?:subjects|provenances)=(\d+)$/.exec(String(one))?.[1]).find(Boolean)
  return { attestation: Number(counted ?? document<{ subject: unknown[] }>().subject.length) }
}

/** Nobody counted them. */
function predictions({ parse, document }: SampleRow): Counts {
  return parse === 'json' ? { 'exploit-prediction': document<unknown[]>().length } : {}
}

/** Of the CSV all lines are counted, also the one that names the columns. */
function feedEntries({ fact }: SampleRow): Counts {
  return { 'known-exploited': Number(fact('vulnerabilities') ?? Number(fact('rows')) - 1) }
}
