import { config } from '../../config.ts'
import { reconcile } from '../../domain/reconcile.ts'
import { UnreadParts } from '../../domain/unread-parts.ts'
import { FormatError } from '../../formats/format-error.ts'
import { DEFAULT_JSON_LIMITS } from '../../formats/json-limits.ts'
import { readReport } from '../../formats/read-report.ts'
import { mayHoldSecrets } from '../../formats/report-check.ts'
import { database, type Tx } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import { restsOnBase } from '../../store/engine/base-images.ts'
import { manifestLinks } from '../../store/engine/manifest-links.ts'
import { endSightings } from '../../store/engine/scopes.ts'
import { deleteChunks } from '../../store/inbox/delete-chunks.ts'
import { finishPreview, finishReport, holdReport, type StoredSummary } from '../../store/inbox/finish-report.ts'
import { lockReport, type WaitingReport } from '../../store/inbox/lock-report.ts'
import { quarantineReport } from '../../store/inbox/quarantine-report.ts'
import { hasResolved } from '../../store/issues/confirm-resolved.ts'
import { noteReport } from '../coverage/note-deliveries.ts'
import { type OpenScope, openScopes } from './open-scopes.ts'
import { namedOf, previewedChanges } from './report-changes.ts'
import { reportSource } from './report-source.ts'
import { summaryOf } from './report-summary.ts'
import { nothingTouched, settle, type Touched } from './settle.ts'
import { FactWriter } from './write-facts.ts'
import { FindingWriter, NOTHING_WRITTEN } from './write-findings.ts'

/** Thrown to roll back a report that a person must confirm first. */
class HeldReport extends Error {}

/** Thrown to roll back a report that was to be previewed, with what it would have come to. */
class PreviewedReport extends Error {
  readonly summary: StoredSummary

  constructor(summary: StoredSummary) {
    super('This report changes nothing')
    this.summary = summary
  }
}

/** Processes one waiting report, all or nothing: what it says becomes issues, or it is set aside with the reason. */
export async function processReport(reportId: string): Promise<void> {
  try {
    await database().transaction((tx) => inTransaction(tx, reportId))
  } catch (error) {
    if (error instanceof FormatError) {
      const { code, message, offset } = error
      await quarantineReport(database(), reportId, { code, message, offset: offset ?? null })
    } else if (error instanceof HeldReport) await holdReport(database(), reportId, error.message)
    else if (error instanceof PreviewedReport) {
      await database().transaction((tx) => finishPreview(tx, reportId, error.summary))
    } else throw error
  }
}

async function inTransaction(tx: Tx, reportId: string): Promise<void> {
  await lockEngine(tx)
  const report = await lockReport(tx, reportId)
  if (!report) return
  // A tool's clock may run ahead of ours; nothing is seen in the future.
  const at = report.scannedAt && report.scannedAt < report.receivedAt ? report.scannedAt : report.receivedAt
  const touched = nothingTouched()
  const { scopes, unread, written, facts, holdsSecrets } = await readInto(tx, report, at, touched)
  await noteReport(tx, report.source, scopes, report.receivedAt)
  let wouldWait: string | null = null
  for (const scope of scopes) wouldWait = (await closeScope(tx, scope, report, at, touched)) ?? wouldWait
  const changed = { opened: written.opened, reopened: written.reopened, closed: await settle(tx, touched, at) }
  const summary = summaryOf(written, changed, scopes, facts, unread)
  if (report.preview) {
    throw new PreviewedReport({ ...summary, wouldWait, changes: await previewedChanges(tx, changed) })
  }
  await finishReport(tx, report.id, { ...summary, changed: await namedOf(tx, changed) })
  if (holdsSecrets) await deleteChunks(tx, report.uploadId)
}

/** Reads a report and writes its findings on the way. */
async function readInto(tx: Tx, report: WaitingReport, at: Date, touched: Touched) {
  const { options, receivedAt, uploadId, outline } = report
  const known = outline === null ? undefined : JSON.parse(outline)
  const unread = new UnreadParts()
  let scopes: OpenScope[] = []
  let holdsSecrets = false
  let writer: FindingWriter | null = null
  let others: FactWriter | null = null
  try {
    for await (const batch of readReport(
      reportSource(uploadId),
      { ...options, receivedAt },
      DEFAULT_JSON_LIMITS,
      known,
    )) {
      unread.add(batch.unread)
      if (batch.type === 'summary') {
        holdsSecrets = mayHoldSecrets(batch)
        const opened = await openScopes(tx, batch.scopes, report, at, touched)
        scopes = opened.scopes
        writer = new FindingWriter(tx, opened, report, at, touched)
        others = new FactWriter(tx, report, batch, scopes, touched)
      } else {
        await writer?.write(batch.findings)
        await others?.write(batch.facts, batch.findings)
      }
    }
    const written = (await writer?.end()) ?? NOTHING_WRITTEN
    unread.add(written.unread)
    const facts = (await others?.end()) ?? { told: {}, unread: [] }
    unread.add(facts.unread)
    return { written, scopes, unread, facts: facts.told, holdsSecrets }
  } catch (error) {
    // A round that is under way must not go on beyond the transaction.
    await writer?.abandon()
    throw error
  }
}

/**
 * Ends what a complete scan did not see again, and notes what its scope may have moved. Of a preview it tells why the report
 * itself would wait for a person.
 */
async function closeScope(
  tx: Tx,
  scope: OpenScope,
  { options, preview }: WaitingReport,
  at: Date,
  touched: Touched,
): Promise<string | null> {
  if (scope.late) return null
  const { previous, seen: observed } = scope
  const { complete } = scope.observed
  const { holdShare, holdMinimum } = config
  const scan = { previous, observed, complete, confirmed: options.confirmed ?? false, holdShare, holdMinimum }
  const { held } = reconcile(scan)
  const why = held && `It would end ${held.wouldEnd} of ${previous.size} findings of one asset at once.`
  if (why !== null && !preview) throw new HeldReport(why)
  const { ended } = reconcile({ ...scan, confirmed: true })
  await endSightings(
    tx,
    ended.map(({ sightingId }) => sightingId),
    at,
    'rescanned',
  )
  for (const { issueId } of ended) touched.ended.add(issueId)
  const confirms = complete && (await hasResolved(tx, scope.subjectIds))
  const fresh = scope.firstComplete || scope.news
  // Who owns what sits in a base's layers is known once the packages are placed in them, after the issues were opened.
  const placed = fresh && scope.imageVersionId !== null && (await restsOnBase(tx, scope.imageVersionId))
  const seenOtherwise = scope.knownSeen || scope.elsewhere || ended.length > 0
  const moved = confirms || seenOtherwise || placed || (scope.otherVersions && fresh)
  if (!moved) return why
  const { imageId, workloadId, repositoryId, clusterId } = scope.subjectIds
  if (imageId !== null) touched.images.add(imageId)
  if (workloadId !== null) touched.workloads.add(workloadId)
  if (clusterId !== null) touched.clusters.add(clusterId)
  if (repositoryId !== null) {
    touched.repositories.add(repositoryId)
    for (const { workloadId } of await manifestLinks(tx, repositoryId)) touched.workloads.add(workloadId)
  }
  return why
}
