import { config } from '../../config.ts'
import type { UnreadObservation } from '../../domain/observation.ts'
import { reconcile } from '../../domain/reconcile.ts'
import { FormatError } from '../../formats/format-error.ts'
import { DEFAULT_JSON_LIMITS } from '../../formats/json-limits.ts'
import { readReport } from '../../formats/read-report.ts'
import { database, type Tx } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import { endSightings } from '../../store/engine/scopes.ts'
import { finishReport, holdReport } from '../../store/inbox/finish-report.ts'
import { lockReport, type WaitingReport } from '../../store/inbox/lock-report.ts'
import { quarantineReport } from '../../store/inbox/quarantine-report.ts'
import { type OpenScope, openScopes } from './open-scopes.ts'
import { reportSource } from './report-source.ts'
import { nothingTouched, settle, type Touched } from './settle.ts'
import { StatementWriter } from './state-vex.ts'
import { FindingWriter } from './write-findings.ts'

/** Thrown to roll back a report that a person must confirm first. */
class HeldReport extends Error {}

/** Of what was not understood, so much is kept to be shown. */
const UNREAD_KEPT = 100

/** Processes one waiting report, all or nothing: what it says becomes issues, or it is set aside with the reason. */
export async function processReport(reportId: string): Promise<void> {
  try {
    await database().transaction((tx) => inTransaction(tx, reportId))
  } catch (error) {
    if (error instanceof FormatError) {
      const { code, message, offset } = error
      await quarantineReport(database(), reportId, { code, message, offset: offset ?? null })
    } else if (error instanceof HeldReport) await holdReport(database(), reportId, error.message)
    else throw error
  }
}

async function inTransaction(tx: Tx, reportId: string): Promise<void> {
  await lockEngine(tx)
  const report = await lockReport(tx, reportId)
  if (!report) return
  // A tool's clock may run ahead of ours; nothing is seen in the future.
  const at = report.scannedAt && report.scannedAt < report.receivedAt ? report.scannedAt : report.receivedAt
  const touched = nothingTouched()
  const { scopes, unread, ...counts } = await readInto(tx, report, at, touched)
  for (const scope of scopes) await closeScope(tx, scope, report, at, touched)
  const closed = await settle(tx, touched, at)
  await finishReport(tx, report.id, { ...counts, closed, unread: unread.slice(0, UNREAD_KEPT) })
}

/** Reads a report and writes its findings on the way. */
async function readInto(tx: Tx, report: WaitingReport, at: Date, touched: Touched) {
  const { options, receivedAt, uploadId, outline } = report
  const known = outline === null ? undefined : JSON.parse(outline)
  const unread: UnreadObservation[] = []
  let scopes: OpenScope[] = []
  let writer: FindingWriter | null = null
  const statements = new StatementWriter(tx, report, touched)
  try {
    for await (const batch of readReport(
      reportSource(uploadId),
      { ...options, receivedAt },
      DEFAULT_JSON_LIMITS,
      known,
    )) {
      unread.push(...batch.unread.slice(0, UNREAD_KEPT - unread.length))
      if (batch.type === 'summary') {
        const opened = await openScopes(tx, batch.scopes, report, at, touched)
        scopes = opened.scopes
        writer = new FindingWriter(tx, opened, report, at, touched)
      } else {
        await writer?.write(batch.findings)
        await statements.write(batch.facts)
      }
    }
    const counts = (await writer?.end()) ?? { findings: 0, opened: 0, reopened: 0, unchanged: 0, unread: [] }
    const late = await statements.end()
    return { ...counts, scopes, unread: [...unread, ...counts.unread, ...late] }
  } catch (error) {
    // A round that is under way must not go on beyond the transaction.
    await writer?.abandon()
    throw error
  }
}

/** Ends what a complete scan did not see again, and notes what its scope may have moved. */
async function closeScope(
  tx: Tx,
  scope: OpenScope,
  { options }: WaitingReport,
  at: Date,
  touched: Touched,
): Promise<void> {
  if (scope.late) return
  const { ended, held } = reconcile({
    previous: scope.previous,
    observed: scope.seen,
    complete: scope.observed.complete,
    confirmed: options.confirmed ?? false,
    holdShare: config.holdShare,
    holdMinimum: config.holdMinimum,
  })
  if (held)
    throw new HeldReport(`It would end ${held.wouldEnd} of ${scope.previous.size} findings of one asset at once.`)
  await endSightings(
    tx,
    ended.map(({ sightingId }) => sightingId),
    at,
    'rescanned',
  )
  for (const { issueId } of ended) touched.ended.add(issueId)
  const moved = scope.knownSeen || ended.length > 0 || (scope.otherVersions && (scope.firstComplete || scope.news))
  if (!moved) return
  const { imageId, workloadId, repositoryId } = scope.subjectIds
  if (imageId !== null) touched.images.add(imageId)
  if (workloadId !== null) touched.workloads.add(workloadId)
  if (repositoryId !== null) touched.repositories.add(repositoryId)
}
