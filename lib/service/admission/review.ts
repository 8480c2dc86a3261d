import { randomUUID } from 'node:crypto'
import { config } from '../../config.ts'
import { type DeployDecision, evaluatePolicies } from '../../domain/policy-evaluation.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { WorkloadFacts } from '../../domain/workload-facts.ts'
import { type AdmissionRequest, readAdmissionReview } from '../../formats/admission-review.ts'
import { decisionsAnswered, decisionsUnrecorded } from '../../observe/metrics.ts'
import type { Gate } from './gate.ts'
import type { Spool } from './spool.ts'

/** The answer to an API server, as admission.k8s.io defines it. */
export interface ReviewAnswer {
  apiVersion: string
  kind: 'AdmissionReview'
  response: {
    uid: string
    allowed: boolean
    status?: { code: number; reason: string; message: string }
    warnings?: string[]
  }
}

export interface AdmissionQuestion {
  cluster: string | null
  token: string
  /** Read only once the token is known to be valid. Throws FormatErrors. */
  body: () => Promise<Uint8Array>
  now: Date
}

/** The API server cuts warnings that are longer than 256 characters, and all of them together at 4096. */
const MAX_WARNINGS = 10
const MAX_WARNING = 250
const MAX_MESSAGE = 2_000

const ALLOWED: DeployDecision = { verdict: 'allow', results: [], brokeGlass: null }

/**
 * Decides one AdmissionReview from memory and writes the decision to the spool before it answers. The cluster and the token
 * come from the webhook's address, because an API server sends no headers.
 */
export async function reviewAdmission(
  { gate, spool }: { gate: Gate; spool: Spool },
  { cluster, token, body, now }: AdmissionQuestion,
): Promise<Result<ReviewAnswer>> {
  const sender = await gate.tokenOf(token)
  if (!sender) {
    return err(
      'unauthenticated',
      'This address carries no valid token for admission; it is missing, expired or revoked.',
    )
  }
  const name = cluster ?? sender.cluster
  if (name === null)
    return err('invalid', 'The address names no cluster: /admit/<cluster>/<token>.', { path: 'cluster' })
  if (sender.cluster !== null && sender.cluster !== name) {
    return err('forbidden', 'This token is limited to one cluster and may not ask for another one.')
  }
  const review = readAdmissionReview(await body())
  if (!review.ok) return review
  const request = review.value
  const decision = decide(gate, request)
  const recorded = spool.write({
    id: randomUUID(),
    cluster: name,
    requestUid: request.uid,
    at: now.toISOString(),
    operation: request.operation,
    namespace: request.namespace,
    kind: request.kind,
    name: request.name || (request.facts?.name ?? ''),
    username: request.user.name,
    dryRun: request.dryRun,
    verdict: decision.verdict,
    results: decision.results,
    breakGlass: decision.brokeGlass,
    images: request.facts ? imagesOf(request.facts) : [],
    facts: request.facts && {
      ...request.facts,
      group: request.group,
      subResource: request.subResource,
      ownedBy: request.ownedBy,
    },
    tokenId: sender.id,
  })
  decisionsAnswered.inc({ verdict: decision.verdict })
  if (!recorded) decisionsUnrecorded.inc()
  return ok(answerOf(request, decision, recorded))
}

/** What is deleted or runs no containers breaks no policy about what is to run. */
function decide(gate: Gate, { operation, facts }: AdmissionRequest): DeployDecision {
  if (facts === null || (operation !== 'CREATE' && operation !== 'UPDATE')) return ALLOWED
  const images = imagesOf(facts).map((ref) => ({ ref, verdict: gate.verdictOf(ref) }))
  return evaluatePolicies(gate.policies, { object: facts, namespaceLabels: {}, images })
}

function imagesOf({ containers }: WorkloadFacts): string[] {
  return [...new Set(containers.map(({ image }) => image).filter((image) => image !== ''))]
}

function answerOf(request: AdmissionRequest, { verdict, results }: DeployDecision, recorded: boolean): ReviewAnswer {
  const refusals = results.filter(({ action }) => action === 'deny')
  const said = results.filter(({ action }) => action !== 'audit').map(({ policy, message }) => `[${policy}] ${message}`)
  const mayPass = recorded || config.whenSpoolFull === 'allow'
  const allowed = verdict !== 'deny' && mayPass
  const warnings = verdict === 'warn' ? said.slice(0, MAX_WARNINGS).map((text) => text.slice(0, MAX_WARNING)) : []
  if (!recorded && mayPass) warnings.unshift('[plimsoll] This decision is not recorded: the spool of the gate is full')
  const message =
    verdict === 'deny'
      ? `Refused by Plimsoll: ${refusals.map(({ policy, message }) => `[${policy}] ${message}`).join('; ')}`
      : 'Refused by Plimsoll: the spool of the gate is full, and this gate lets nothing pass unrecorded'
  return {
    apiVersion: request.apiVersion,
    kind: 'AdmissionReview',
    response: {
      uid: request.uid,
      allowed,
      ...(!allowed && { status: { code: 403, reason: 'Forbidden', message: message.slice(0, MAX_MESSAGE) } }),
      ...(warnings.length > 0 && { warnings }),
    },
  }
}
