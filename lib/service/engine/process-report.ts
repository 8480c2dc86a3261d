import { createHash } from 'node:crypto'
import sql from 'sql-template-tag'
import { config } from '../../config.ts'
import { canonicalCheck } from '../../domain/check.ts'
import { identityOfFinding } from '../../domain/finding-identity.ts'
import { issueKey, preferredVulnerabilityId } from '../../domain/identity.ts'
import type {
  FindingObservation,
  ScopeObservation,
  UnreadObservation,
  VulnerabilityObservation,
} from '../../domain/observation.ts'
import { reconcile } from '../../domain/reconcile.ts'
import { SEVERITY_RANK } from '../../domain/severity.ts'
import { FormatError } from '../../formats/format-error.ts'
import { readReport } from '../../formats/read-report.ts'
import { ensureCluster } from '../../store/clusters/ensure.ts'
import { type Db, database } from '../../store/database.ts'
import {
  describeVersion,
  ensureImage,
  ensureRepository,
  ensureVersion,
  ensureWorkload,
  lockEngine,
} from '../../store/engine/assets.ts'
import { type SeenFinding, seeFindings } from '../../store/engine/issues.ts'
import { ensurePackages, ensureRules, ensureVulnerabilities, type RuleText } from '../../store/engine/problems.ts'
import { type ActiveSighting, activeSightings, endSightings, touchScope } from '../../store/engine/scopes.ts'
import { quarantineReport } from '../../store/inbox/quarantine-report.ts'
import { canonicalChecks } from './canonical-checks.ts'
import { reportSource } from './report-source.ts'
import { nothingTouched, settle, type Touched } from './settle.ts'

interface StoredReport {
  id: string
  uploadId: string
  source: string
  receivedAt: Date
  scannedAt: Date | null
  options: {
    confirmed?: boolean
    cluster?: string
    image?: string
    repository?: string
    declaredScans?: never[]
    format?: string
  }
}

interface OpenScope {
  id: number
  observed: ScopeObservation
  subjectIds: Pick<SeenFinding, 'imageId' | 'workloadId' | 'repositoryId' | 'clusterId'>
  stage: 'build' | 'runtime'
  previous: Map<string, ActiveSighting>
  seen: Map<string, true>
}

/** Thrown to roll back a report that a person must confirm first. */
class HeldReport extends Error {}

const UNREAD_KEPT = 100

/** Processes one waiting report, all or nothing: what it says becomes issues, or it is set aside with the reason. */
export async function processReport(reportId: string): Promise<void> {
  try {
    await database().transaction((tx) => inTransaction(tx, reportId))
  } catch (error) {
    if (error instanceof FormatError) {
      await quarantineReport(database(), reportId, {
        code: error.code,
        message: error.message,
        offset: error.offset ?? null,
      })
    } else if (error instanceof HeldReport) {
      await database().query(sql`
        UPDATE report SET status = 'held', problem_code = 'mass-closing', problem_message = ${error.message}
        WHERE id = ${reportId} AND status = 'received'`)
    } else throw error
  }
}

async function inTransaction(tx: Db, reportId: string): Promise<void> {
  await lockEngine(tx)
  const [report] = await tx.query<StoredReport>(sql`
    SELECT id, upload_id AS "uploadId", source, received_at AS "receivedAt", scanned_at AS "scannedAt", options
    FROM report WHERE id = ${reportId} AND status = 'received' FOR UPDATE`)
  if (!report) return
  // A tool's clock may run ahead of ours; nothing is seen in the future.
  const at = report.scannedAt && report.scannedAt < report.receivedAt ? report.scannedAt : report.receivedAt
  const touched = nothingTouched()
  const scopes = new Map<number, OpenScope>()
  const counts = { findings: 0, opened: 0, reopened: 0, unchanged: 0 }
  const unread: UnreadObservation[] = []
  for await (const batch of readReport(reportSource(tx, report.uploadId), {
    ...report.options,
    receivedAt: report.receivedAt,
  })) {
    unread.push(...batch.unread.slice(0, UNREAD_KEPT - unread.length))
    if (batch.type === 'summary') {
      for (const scope of batch.scopes) scopes.set(scope.scope, await openScope(tx, scope, report, at, touched))
    } else {
      counts.findings += batch.findings.length
      const written = await writeFindings(tx, batch.findings, scopes, report, at, unread)
      counts.opened += written.opened
      counts.reopened += written.reopened
      counts.unchanged += written.unchanged
    }
  }
  for (const scope of scopes.values()) await closeScope(tx, scope, report, at)
  const closed = await settle(tx, touched, new Date())
  await tx.query(sql`
    UPDATE report SET status = 'processed', processed_at = now(), problem_code = NULL, problem_message = NULL, problem_offset = NULL,
      summary = ${JSON.stringify({ ...counts, closed, unread })}::jsonb WHERE id = ${reportId}`)
}

async function openScope(
  tx: Db,
  observed: ScopeObservation,
  report: StoredReport,
  at: Date,
  touched: Touched,
): Promise<OpenScope> {
  const { subject, scan } = observed
  const ids = { imageId: null, workloadId: null, repositoryId: null, clusterId: null } as OpenScope['subjectIds']
  let imageVersionId: number | null = null
  let key: string
  if (subject.type === 'image') {
    ids.imageId = await ensureImage(tx, subject.repository)
    const digest =
      subject.digest ?? subject.imageId ?? `tag:${(subject.tags[0] ?? 'unknown').replace(/[^A-Za-z0-9._-]/g, '-')}`
    imageVersionId = await ensureVersion(tx, ids.imageId, digest, at)
    await describeVersion(tx, ids.imageId, imageVersionId, subject, at)
    touched.images.add(ids.imageId)
    key = `image=${subject.repository}|digest=${digest}`
  } else if (subject.type === 'workload') {
    const cluster = subject.cluster ?? report.options.cluster ?? 'unknown'
    const clusterId = await ensureCluster(tx, cluster)
    ids.workloadId = await ensureWorkload(tx, clusterId, subject, at)
    touched.workloads.add(ids.workloadId)
    key = `cluster=${cluster}|workload=${subject.namespace}/${subject.kind}/${subject.name}`
  } else {
    ids.repositoryId = await ensureRepository(tx, subject.name)
    touched.repositories.add(ids.repositoryId)
    key = `repository=${subject.name}`
  }
  const stage = subject.type === 'workload' ? 'runtime' : 'build'
  const row = {
    key: `${report.source}|${scan}|${key}`,
    source: report.source,
    scan,
    stage,
    imageVersionId,
    workloadId: ids.workloadId,
    repositoryId: ids.repositoryId,
    clusterId: null,
  } as const
  const id = await touchScope(tx, row, report.id, at, observed.complete)
  return { id, observed, subjectIds: ids, stage, previous: await activeSightings(tx, id), seen: new Map() }
}

async function writeFindings(
  tx: Db,
  findings: readonly FindingObservation[],
  scopes: ReadonlyMap<number, OpenScope>,
  report: StoredReport,
  at: Date,
  unread: UnreadObservation[],
): Promise<{ opened: number; reopened: number; unchanged: number }> {
  const counts = { opened: 0, reopened: 0, unchanged: 0 }
  const checks = canonicalChecks()
  const fresh: { scope: OpenScope; key: string; hash: Buffer; finding: FindingObservation }[] = []
  for (const finding of findings) {
    const scope = scopes.get(finding.scope)
    if (!scope) continue
    const { subject } = scope.observed
    const cluster = report.options.cluster ?? (subject.type === 'workload' ? (subject.cluster ?? 'unknown') : null)
    const identity = identityOfFinding(finding, { subject, tool: report.source, cluster, checks })
    if (!identity) {
      if (unread.length < UNREAD_KEPT)
        unread.push({ type: 'unread', path: titleOf(finding), reason: 'the report does not say what it is in' })
      continue
    }
    const key = issueKey(identity)
    const hash = createHash('sha256').update(key).digest().subarray(0, 16)
    const text = hash.toString('latin1')
    if (scope.seen.has(text)) continue
    scope.seen.set(text, true)
    const before = scope.previous.get(text)
    if (before && before.severity === SEVERITY_RANK[finding.severity] && before.fixedVersion === fixOf(finding))
      counts.unchanged++
    else fresh.push({ scope, key, hash, finding })
  }
  if (fresh.length === 0) return counts
  const vulnerabilities = new Map<string, VulnerabilityObservation>()
  const packages = new Map<string, VulnerabilityObservation>()
  const rules = new Map<string, RuleText>()
  for (const { finding } of fresh) {
    if (finding.type === 'vulnerability') {
      vulnerabilities.set(preferredVulnerabilityId(finding.id, finding.aliases), finding)
      packages.set(finding.purl, finding)
    } else rules.set(ruleOf(finding, report.source), ruleText(finding))
  }
  const [vulnerabilityIds, packageIds, ruleIds] = [
    await ensureVulnerabilities(tx, vulnerabilities),
    await ensurePackages(tx, packages),
    await ensureRules(tx, rules),
  ]
  for (const [scope, rows] of Map.groupBy(fresh, (row) => row.scope)) {
    const written = await seeFindings(
      tx,
      scope.id,
      scope.stage,
      at,
      rows.map(({ key, hash, finding }) => ({
        key,
        hash,
        kind: finding.type,
        vulnerabilityId:
          finding.type === 'vulnerability'
            ? (vulnerabilityIds.get(preferredVulnerabilityId(finding.id, finding.aliases)) ?? null)
            : null,
        packageId: finding.type === 'vulnerability' ? (packageIds.get(finding.purl) ?? null) : null,
        ruleId: finding.type === 'vulnerability' ? null : (ruleIds.get(ruleOf(finding, report.source)) ?? null),
        ...scope.subjectIds,
        place: placeOf(finding),
        severity: SEVERITY_RANK[finding.severity],
        fixedVersion: fixOf(finding),
        detail: JSON.stringify(detailOf(finding)),
      })),
    )
    counts.opened += written.opened
    counts.reopened += written.reopened
  }
  return counts
}

async function closeScope(tx: Db, scope: OpenScope, report: StoredReport, at: Date): Promise<void> {
  const outcome = reconcile({
    previous: scope.previous,
    observed: scope.seen,
    complete: scope.observed.complete,
    confirmed: report.options.confirmed ?? false,
    holdShare: config.holdShare,
    holdMinimum: config.holdMinimum,
  })
  if (outcome.held) {
    throw new HeldReport(
      `It would end ${outcome.held.wouldEnd} of ${scope.previous.size} findings of one asset at once.`,
    )
  }
  await endSightings(
    tx,
    outcome.ended.map(({ sightingId }) => sightingId),
    at,
    'rescanned',
  )
}

const titleOf = (finding: FindingObservation) => (finding.type === 'vulnerability' ? finding.id : finding.rule)
const fixOf = (finding: FindingObservation) => (finding.type === 'vulnerability' ? finding.fixedVersion : '')
const placeOf = (finding: FindingObservation) =>
  finding.type === 'misconfiguration' ? finding.path || finding.resource : finding.type === 'secret' ? finding.path : ''

function ruleOf(finding: Exclude<FindingObservation, VulnerabilityObservation>, tool: string): string {
  return finding.type === 'misconfiguration'
    ? canonicalCheck(tool, finding.rule, canonicalChecks())
    : `${tool}:${finding.rule}`
}

function ruleText(finding: Exclude<FindingObservation, VulnerabilityObservation>): RuleText {
  const severity = SEVERITY_RANK[finding.severity]
  if (finding.type === 'secret') return { title: finding.title, description: '', remediation: '', severity, links: [] }
  const { title, description, remediation, references } = finding
  return { title, description, remediation, severity, links: references }
}

/** What this source said, as the issue page shows it. */
function detailOf(finding: FindingObservation): Record<string, unknown> {
  if (finding.type === 'vulnerability') {
    const { installedVersion, fixedVersion, path, layerDiffId } = finding
    return { installedVersion, fixedVersion, path, layerDiffId }
  }
  if (finding.type === 'secret') return { path: finding.path, startLine: finding.startLine, masked: finding.masked }
  const { path, resource, startLine, endLine, message } = finding
  return { path, resource, startLine, endLine, message }
}
