import { digestOf, parseImageReference } from '../domain/image-reference.ts'
import type { Subject } from '../domain/observation.ts'
import { ownerByName } from '../domain/pod-owner.ts'
import { asObject, type JsonObject, member, text } from './json-access.ts'
import { imageNamed } from './package-findings.ts'
import type { ReportOptions } from './report-format.ts'
import { MAX } from './repository-findings.ts'
import type { ScopeList } from './scope-list.ts'
import { misconfigurationOf, secretOf, vulnerabilityOf } from './trivy-findings.ts'
import { complianceReport } from './trivy-operator-compliance.ts'
import { hasList, type OperatorReport, trivyCheck, trivySecret, trivyVulnerability } from './trivy-operator-records.ts'
import type { ResultReading } from './trivy-scopes.ts'

/** What each kind of object reports, where it is read here. */
const SCANS: ReadonlyMap<string, keyof typeof LISTS | 'compliance'> = new Map([
  ['VulnerabilityReport', 'vulnerability'],
  ['ClusterVulnerabilityReport', 'vulnerability'],
  ['ExposedSecretReport', 'secret'],
  ['ConfigAuditReport', 'misconfiguration'],
  ['ClusterConfigAuditReport', 'misconfiguration'],
  ['RbacAssessmentReport', 'misconfiguration'],
  ['ClusterRbacAssessmentReport', 'misconfiguration'],
  ['InfraAssessmentReport', 'misconfiguration'],
  ['ClusterInfraAssessmentReport', 'misconfiguration'],
  ['ClusterComplianceReport', 'compliance'],
])
/** Where the records of each stand in its report. */
const LISTS = { vulnerability: 'vulnerabilities', secret: 'secrets', misconfiguration: 'checks' } as const

export function isOperatorObject(object: JsonObject | null): boolean {
  return (
    /^aquasecurity\.github\.io\//.test(text(object, 'apiVersion', 100)) && text(object, 'kind', 100).endsWith('Report')
  )
}

/** Opens the scope of an object, or says why it cannot be read. */
export function readOperatorReport(
  object: JsonObject | null,
  scopes: ScopeList,
  options: ReportOptions,
): OperatorReport | string {
  const kind = text(object, 'kind', 100)
  const scan = SCANS.get(kind)
  if (!isOperatorObject(object)) return 'This is no object of the Trivy operator'
  if (scan === undefined)
    return `What a ${kind} lists is not read${kind.endsWith('SbomReport') ? ': send the SBOM itself' : ''}`
  if (scan === 'compliance') return complianceReport(object, scopes, options)
  const report = asObject(member(object, 'report'))
  if (!hasList(report, LISTS[scan])) return `It has no list of ${LISTS[scan]}: it does not say what was found`
  if (scan === 'misconfiguration') {
    const subject = workloadOf(object, options)
    if (subject === null) return 'It does not say which object was audited'
    // Each kind has checks of its own, and may be sent without the others.
    const scope = scopes.of(subject, true, { part: kind.replace(/^Cluster|Report$/g, '') })
    const result = { ...NO_RESULT, misconfigurationScope: scope, resource: `${subject.kind}/${subject.name}` }
    return findings((record) => (record.success === true ? null : misconfigurationOf(trivyCheck(record), result)))
  }
  const artifact = asObject(member(report, 'artifact'))
  const image = parseImageReference(imageOf(report, artifact))
  if (image.repository === '') return 'It does not say which image was scanned'
  const scope = scopes.of(imageNamed(image), true, { scan })
  if (scan === 'secret')
    return findings((record) =>
      secretOf(trivySecret(record), { ...NO_RESULT, target: text(record, 'target', MAX.path), secretScope: scope }),
    )
  return findings((record) => {
    const isSystem = text(record, 'class', 50) !== 'lang-pkgs'
    const system = isSystem ? text(asObject(member(report, 'os')), 'family', 50) : ''
    const type = text(record, 'packageType', 50) || system
    const target = text(record, 'target', MAX.path)
    return vulnerabilityOf(
      trivyVulnerability(record),
      { ...NO_RESULT, type, target, isSystem, vulnerabilityScope: scope },
      options.receivedAt,
    )
  })
}

const NO_RESULT: ResultReading = {
  target: '',
  pathOf: (told) => told,
  type: '',
  isSystem: false,
  resource: null,
  vulnerabilityScope: null,
  misconfigurationScope: null,
  secretScope: null,
  inventoryScope: null,
}

function findings(finding: OperatorReport['finding']): OperatorReport {
  return { finding, summary: () => [] }
}

/** By label, or by annotation where the name is too long for a label; the top owner of what the operator audited. */
function workloadOf(object: JsonObject | null, { cluster }: ReportOptions): (Subject & { type: 'workload' }) | null {
  const metadata = asObject(member(object, 'metadata'))
  const [labels, annotations] = ['labels', 'annotations'].map((key) => asObject(member(metadata, key)))
  const [kind = '', name = '', namespace = ''] = ['kind', 'name', 'namespace'].map((part) => {
    const key = `trivy-operator.resource.${part}`
    return text(labels ?? null, key, MAX.name) || text(annotations ?? null, key, MAX.name)
  })
  if (kind === '' || name === '') return null
  return { type: 'workload', cluster: cluster ?? null, ...ownerByName({ namespace, kind, name }) }
}

function imageOf(report: JsonObject | null, artifact: JsonObject | null): string {
  const repository = text(artifact, 'repository', MAX.name)
  if (!/\w/.test(repository)) return ''
  const server = text(asObject(member(report, 'registry')), 'server', MAX.name)
  const tag = text(artifact, 'tag', MAX.id)
  const digest = digestOf(text(artifact, 'digest', MAX.id))
  return `${server === '' ? '' : `${server}/`}${repository}${tag === '' ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`
}
