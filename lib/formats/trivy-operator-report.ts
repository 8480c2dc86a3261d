import { digestOf } from '../domain/image-reference.ts'
import type { ScanKind, Subject } from '../domain/observation.ts'
import { ownerByName } from '../domain/pod-owner.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { imageNamed } from './package-findings.ts'
import type { RecordReading, ReportOptions } from './report-format.ts'
import { MAX, misconfiguration } from './repository-findings.ts'
import type { ScopeList } from './scope-list.ts'
import { gradedByWord } from './severity-words.ts'
import { misconfigurationOf, secretOf, vulnerabilityOf } from './trivy-findings.ts'
import type { ResultReading } from './trivy-scopes.ts'

/** What each kind of object reports; null for those whose content is not read here. */
export const OPERATOR_KINDS: ReadonlyMap<string, ScanKind | 'compliance' | null> = new Map([
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
  ['SbomReport', null],
  ['ClusterSbomReport', null],
])

/** One object whose records can be read. */
export interface OperatorReport {
  finding(record: JsonObject, indexes: readonly number[]): RecordReading | string | null
  /** What an object tells that has sums only. */
  summary(): RecordReading[]
}

/** Opens the scope of an object, or says why it cannot be read. */
export function readOperatorReport(
  object: JsonObject | null,
  scopes: ScopeList,
  options: ReportOptions,
): OperatorReport | string {
  const kind = text(object, 'kind', 100)
  const scan = OPERATOR_KINDS.get(kind)
  if (scan === undefined) return 'This is no object of the Trivy operator'
  if (scan === null) return `What a ${kind} lists is not read: send the SBOM itself`
  if (scan === 'compliance') return complianceReport(object, scopes, options)
  const report = asObject(member(object, 'report'))
  if (report === null) return 'It has no report'
  if (scan === 'misconfiguration') {
    const subject = workloadOf(object, options)
    if (subject === null) return 'It does not say which object was audited'
    const scope = scopes.of(subject)
    const result = { ...NO_RESULT, misconfigurationScope: scope, resource: `${subject.kind}/${subject.name}` }
    return findings((record) => (record.success === true ? null : misconfigurationOf(trivyCheck(record), result)))
  }
  const artifact = asObject(member(report, 'artifact'))
  const image = imageOf(report, artifact)
  if (image === '') return 'It does not say which image was scanned'
  const scope = scopes.of(imageNamed(image), true, { scan })
  if (scan === 'secret')
    return findings((record) =>
      secretOf(trivySecret(record), { ...NO_RESULT, target: text(record, 'target', MAX.path), secretScope: scope }),
    )
  return findings((record) => {
    const type = text(record, 'packageType', 50) || text(asObject(member(report, 'os')), 'family', 50)
    const target = text(record, 'target', MAX.path)
    const isSystem = text(record, 'class', 50) !== 'lang-pkgs'
    return vulnerabilityOf(
      trivyVulnerability(record),
      { ...NO_RESULT, type, target, isSystem, vulnerabilityScope: scope },
      options.receivedAt,
    )
  })
}

const NO_RESULT: ResultReading = {
  target: '',
  type: '',
  isSystem: false,
  resource: null,
  vulnerabilityScope: null,
  misconfigurationScope: null,
  secretScope: null,
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
  if (repository === '') return ''
  const server = text(asObject(member(report, 'registry')), 'server', MAX.name)
  const tag = text(artifact, 'tag', MAX.id)
  const digest = digestOf(text(artifact, 'digest', MAX.id))
  return `${server === '' ? '' : `${server}/`}${repository}${tag === '' ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`
}

/** The operator writes Trivy's findings under names of its own. */
function trivyVulnerability(record: JsonObject): JsonObject {
  return {
    VulnerabilityID: record.vulnerabilityID,
    PkgName: record.resource,
    PkgIdentifier: { PURL: record.packagePURL },
    PkgPath: record.packagePath,
    InstalledVersion: record.installedVersion,
    FixedVersion: record.fixedVersion,
    Severity: record.severity,
    Title: record.title,
    Description: record.description,
    PrimaryURL: record.primaryLink,
    References: record.links,
    CVSS: record.cvss,
    PublishedDate: record.publishedDate,
    LastModifiedDate: record.lastModifiedDate,
  }
}

/** A check without an id is known by its title. */
function trivyCheck(record: JsonObject): JsonObject {
  return {
    ID: text(record, 'checkID', MAX.id) || record.title,
    Title: record.title,
    Description: record.description,
    Message: messagesOf(record),
    Resolution: record.remediation,
    Severity: record.severity,
  }
}

function trivySecret(record: JsonObject): JsonObject {
  return { RuleID: record.ruleID, Title: record.title, Severity: record.severity, Match: record.match }
}

function messagesOf(record: JsonObject): string {
  return asArray(member(record, 'messages'))
    .filter((message) => typeof message === 'string')
    .join('\n')
}

/** A benchmark of the whole cluster: one finding a failed check of a control, or one a control where it tells sums only. */
function complianceReport(object: JsonObject | null, scopes: ScopeList, { cluster }: ReportOptions): OperatorReport {
  if (cluster === undefined) {
    throw new FormatError('invalid', 'A compliance report does not say which cluster it is of: name it with cluster=')
  }
  const name = text(asObject(member(object, 'metadata')), 'name', MAX.name)
  const scope = scopes.of({ type: 'cluster', name: cluster, role: 'policies' }, true, { part: name })
  const status = asObject(member(object, 'status'))
  const controls = asArray(member(asObject(member(status, 'detailReport')), 'results')).map(asObject)
  const failed = (control: JsonObject | null, resource: string, message: string) =>
    misconfiguration({
      scope,
      rule: [name, text(control, 'id', MAX.id)].filter((part) => part !== '').join(' '),
      title: text(control, 'name', MAX.title),
      description: text(control, 'description', MAX.description),
      ...gradedByWord(member(control, 'severity')),
      path: '',
      resource,
      message,
    })
  return {
    finding(record, indexes) {
      const control = controls[indexes.at(-2) ?? -1] ?? null
      if (record.success === true) return null
      if (text(control, 'id', MAX.id) === '') return 'Its control has no id'
      return failed(
        control,
        text(record, 'target', MAX.name),
        text(record, 'title', MAX.title) || messagesOf(record).slice(0, MAX.message),
      )
    },
    summary() {
      const sums = asArray(member(asObject(member(status, 'summaryReport')), 'controlCheck')).map(asObject)
      return sums.flatMap((control) => {
        const count = member(control, 'totalFail')
        return typeof count === 'number' && count > 0 ? [failed(control, '', `${count} checks failed`)] : []
      })
    },
  }
}
