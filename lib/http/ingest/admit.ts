import { randomUUID } from 'node:crypto'
import { err, type Result } from '../../domain/result.ts'
import { observeRequest } from '../../observe/metrics.ts'
import type { Gate } from '../../service/admission/gate.ts'
import { type ReviewAnswer, reviewAdmission } from '../../service/admission/review.ts'
import type { Spool } from '../../service/admission/spool.ts'
import { formatFailure } from '../../service/ingest/format-failure.ts'
import { inflateWhole } from '../../service/ingest/inflate.ts'
import { problemResponse } from '../problem-response.ts'
import { bodyOf } from './delivery.ts'

/** The API server sends the object twice at most, and etcd takes no object above 1.5 MB. */
const MAX_REVIEW_BYTES = 8 * 1024 * 1024

interface Parts {
  gate: Gate
  spool: Spool | null
}

/**
 * Answers `POST /admit/<cluster>/<token>`; where headers can be sent, `/admit/<cluster>` or `/admit?cluster=` with a bearer
 * token will do. The path may carry a token: it is never logged.
 */
export async function admit(parts: Parts, request: Request): Promise<Response> {
  const startedAt = performance.now()
  const result = await review(parts, request)
  const response = result.ok ? Response.json(result.value) : problemResponse(result.failure, randomUUID())
  observeRequest('admit', response.status, performance.now() - startedAt)
  return response
}

async function review({ gate, spool }: Parts, request: Request): Promise<Result<ReviewAnswer>> {
  if (spool === null) {
    return err('unavailable', 'The gate has not loaded its policies yet.', { retryAfterSeconds: 1 })
  }
  const url = new URL(request.url)
  const [, , named, token] = url.pathname.split('/')
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  try {
    return await reviewAdmission(
      { gate, spool },
      {
        cluster: named ? decodeURIComponent(named) : url.searchParams.get('cluster'),
        token: token || (bearer ?? ''),
        body: () => inflateWhole(bodyOf(request), 'identity', { bytes: MAX_REVIEW_BYTES, ratio: 1 }),
        now: new Date(),
      },
    )
  } catch (error) {
    if (error instanceof URIError) return err('invalid', 'The address is not valid.', { path: 'cluster' })
    return formatFailure(error)
  }
}
