import { createHash, randomUUID } from 'node:crypto'
import { config } from '../../config.ts'
import type { ReceivedReport, ReportQuery } from '../../contract/ingest.ts'
import type { SystemActor, TokenActor } from '../../domain/actor.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { subjectsTitle } from '../../domain/subject-title.ts'
import { FormatError } from '../../formats/format-error.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from '../../formats/json-limits.ts'
import { mayHoldSecrets, ReportCheck, type ReportSummary } from '../../formats/report-check.ts'
import type { ReportOptions } from '../../formats/report-format.ts'
import { ensureCluster } from '../../store/clusters/ensure.ts'
import { database } from '../../store/database.ts'
import { claimIdempotencyKey } from '../../store/inbox/claim-idempotency-key.ts'
import { deleteChunks } from '../../store/inbox/delete-chunks.ts'
import { insertReport } from '../../store/inbox/insert-report.ts'
import { signalInbox } from '../../store/inbox/signal.ts'
import { deliveryRefusal } from './delivery-refusal.ts'
import { formatFailure } from './format-failure.ts'
import { type Body, type Encoding, inflate } from './inflate.ts'
import { senderCluster } from './sender-cluster.ts'
import { storeUpload } from './store-upload.ts'

export interface ReportDelivery {
  query: ReportQuery
  body: Body
  encoding: Encoding
  idempotencyKey: string | null
}

/** What the sender says about a report, as it is stored with it. */
type StoredOptions = Omit<ReportOptions, 'receivedAt'> & { base?: string }

/** Longer outlines are not kept, nor one with a sample of a secret: the worker reads for them again. */
const OUTLINE_CHARS = 1_000_000

/**
 * Takes a report in: its bytes stream into the inbox while they are checked, then one transaction makes it known to the
 * worker. Nothing stays of a report that is refused. What the product fetches itself comes with no token.
 */
export async function receiveReport(
  actor: TokenActor | SystemActor,
  delivery: ReportDelivery,
): Promise<Result<ReceivedReport>> {
  const { query, body, encoding, idempotencyKey } = delivery
  const { tokenId, teamId, clusterId } = limitsOf(actor)
  const cluster = await senderCluster(actor, 'reports', query.cluster)
  if (!cluster.ok) return cluster
  const receivedAt = new Date()
  const options = optionsOf(query, cluster.value?.name)
  const uploadId = randomUUID()
  let outcome: 'refused' | 'kept' | 'unknown' = 'refused'
  try {
    const check = new ReportCheck({ ...options, receivedAt }, limits())
    const bytes = inflate(body, encoding, { bytes: config.reportBytes, ratio: config.inflateRatio })
    const upload = await storeUpload(database(), uploadId, bytes, check)
    const summary = check.end()
    refuseOtherTool(query.source, summary)
    refuseBaseOfMany(query.base, summary)
    const refused = await deliveryRefusal({ teamId, clusterId }, summary)
    if (refused) return refused
    const preview = query.preview ?? false
    // What a report would change is another answer each time, unless the sender says that it is the same question.
    const question = preview ? [tokenId, idempotencyKey ?? uploadId] : []
    const optionsHash = sha256(JSON.stringify([options, teamId, cluster.value?.name ?? null, ...question]))
    const outline = JSON.stringify(summary.outline)
    const requestHash = sha256(upload.contentHash, optionsHash)
    // A commit whose answer is lost may have happened: then the bytes stay, and retention looks whose they are.
    outcome = 'unknown'
    const result = await database().transaction<Result<ReceivedReport>>(async (tx) => {
      const isClaimed =
        idempotencyKey === null ||
        tokenId === null ||
        (await claimIdempotencyKey(tx, tokenId, idempotencyKey, requestHash))
      if (!isClaimed) {
        return err('conflict', 'This Idempotency-Key came with other content before. Use a new key for new content.')
      }
      const newId = randomUUID()
      const { id, status } = await insertReport(tx, {
        id: newId,
        ...upload,
        optionsHash,
        options: { ...options },
        preview,
        uploadId,
        format: summary.format.name,
        source: summary.header.source,
        subject: subjectsTitle(summary.scopes.map(({ subject }) => subject)),
        toolVersion: summary.header.toolVersion,
        databaseVersion: summary.header.databaseVersion ?? null,
        tokenId,
        clusterId: cluster.value && (await ensureCluster(tx, cluster.value.name)),
        teamId,
        receivedAt,
        scannedAt: summary.header.scannedAt === null ? null : new Date(summary.header.scannedAt),
        outline: outline.length <= OUTLINE_CHARS && !mayHoldSecrets(summary) ? outline : null,
      })
      await signalInbox(tx, 'report')
      return ok({ id, status, statusUrl: `/api/v1/reports/${id}`, duplicate: id !== newId })
    })
    outcome = result.ok && !result.value.duplicate ? 'kept' : 'refused'
    return result
  } catch (error) {
    return formatFailure(error)
  } finally {
    if (outcome === 'refused') await deleteChunks(database(), uploadId)
  }
}

function limitsOf(actor: TokenActor | SystemActor) {
  if (actor.type === 'system') return { tokenId: null, teamId: null, clusterId: null }
  return { tokenId: actor.id, teamId: actor.teamId, clusterId: actor.clusterId }
}

function limits(): JsonLimits {
  const { jsonDepth: depth, stringBytes, reportBytes: totalBytes } = config
  return { ...DEFAULT_JSON_LIMITS, depth, stringBytes, totalBytes }
}

function optionsOf(
  { format, image, repository, part, base, scans }: ReportQuery,
  cluster: string | undefined,
): StoredOptions {
  return {
    ...(format !== undefined && { format }),
    ...(image !== undefined && { image }),
    ...(repository !== undefined && { repository }),
    ...(cluster !== undefined && { cluster }),
    ...(part !== undefined && { part }),
    ...(base !== undefined && { base }),
    ...(scans !== undefined && { declaredScans: [...new Set(scans)].sort() }),
  }
}

/** The named tool must be the one whose format this is. */
function refuseOtherTool(source: string | undefined, { format, header }: ReportSummary): void {
  if (source === undefined || [format.source, format.name, header.source].includes(source)) return
  throw new FormatError('invalid', `This is a report of ${header.source} (${format.name}), not of ${source}`)
}

/** A base is that of one image. */
function refuseBaseOfMany(base: string | undefined, { scopes }: ReportSummary): void {
  if (base === undefined) return
  const images = new Set(
    scopes.flatMap(({ subject }) =>
      subject.type === 'image' ? `${subject.repository} ${subject.digest ?? subject.imageId ?? subject.tags[0]}` : [],
    ),
  )
  if (images.size === 1) return
  throw new FormatError('invalid', `A base is stated, but this is a report on ${images.size} images, not on one`)
}

function sha256(...parts: (string | Buffer)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
