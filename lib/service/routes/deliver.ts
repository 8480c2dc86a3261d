import { afterFailure, breatherSeconds, FAILURES_TO_PAUSE, probeSeconds } from '../../domain/delivery-retry.ts'
import { isFollowUp, type Notice } from '../../domain/notice.ts'
import { noticeFromJson } from '../../domain/notice-json.ts'
import type { Outbound } from '../../notify/outbound.ts'
import type { Delivery, Provider } from '../../notify/provider.ts'
import { providerNamed } from '../../notify/registry.ts'
import { log } from '../../observe/log.ts'
import { database, type Tx } from '../../store/database.ts'
import { addEntry, fixById, linkTicket } from '../../store/fixes/fix.ts'
import { type LeasedMessage, leaseMessage } from '../../store/outbox/lease.ts'
import {
  logAttempt,
  recordArrival,
  recordFailure,
  recordNothingToSend,
  recordRemote,
} from '../../store/outbox/record-delivery.ts'
import { attempt } from './attempt.ts'
import { keepsThings } from './match.ts'
import { currentOutbound } from './outbound.ts'
import { openSettings } from './secrets.ts'

/** Longer than an attempt can take. */
const LEASE_SECONDS = 60

/** Sends the next message of an endpoint that is free. False when there is none. */
export async function deliverNext(outbound?: Outbound, random = Math.random): Promise<boolean> {
  const message = await leaseMessage(database(), LEASE_SECONDS)
  if (!message) return false
  const notice = noticeOf(message)
  if (!notice) {
    await database().transaction((tx) => recordNothingToSend(tx, message.id, message.endpointId))
    return true
  }
  const startedAt = performance.now()
  const delivery = await sent(message, notice, outbound ?? (await currentOutbound()))
  await record(message, notice, delivery, Math.round(performance.now() - startedAt), random())
  return true
}

const ARRIVED = { create: 'Delivered', update: 'Updated', close: 'Closed' } as const

function record(
  message: LeasedMessage,
  notice: Notice,
  delivery: Delivery,
  tookMs: number,
  random: number,
): Promise<void> {
  const { id: outboxId, routeId, endpointId, attempts, thing } = message
  return database().transaction(async (tx) => {
    if (delivery.ok) {
      await recordArrival(tx, outboxId, endpointId)
      const remote = {
        key: delivery.remoteKey ?? null,
        url: delivery.remoteUrl ?? null,
        closed: notice.operation === 'close',
      }
      if (keepsThings(message.provider)) await recordRemote(tx, routeId, thing, remote)
      await linkToFix(tx, thing, delivery.remoteUrl)
    } else {
      await recordFailure(tx, {
        outboxId,
        endpointId,
        detail: delivery.detail,
        ...consequence(message, delivery, random),
      })
      log.warn({ routeId, outboxId, attempts, detail: delivery.detail }, 'a message did not arrive')
    }
    const detail = delivery.ok ? ARRIVED[notice.operation] : delivery.detail
    await logAttempt(tx, { routeId, outboxId, ok: delivery.ok, attempt: attempts, title: notice.title, detail, tookMs })
  })
}

/** A ticket that was made for a fix is one of the fix's tickets. */
async function linkToFix(tx: Tx, thing: string, url: string | undefined): Promise<void> {
  const [, id] = /^fix:(\d+)$/.exec(thing) ?? []
  if (id === undefined || url === undefined) return
  const fixId = Number(id)
  if (!(await fixById(tx, fixId)) || !(await linkTicket(tx, fixId, url, null))) return
  await addEntry(tx, { fixId, at: new Date(), type: 'ticket', userId: null, data: { url } })
}

/** The message as it goes now: what stands over there decides whether it makes, changes or closes. Null where nothing does that it follows. */
function noticeOf(message: LeasedMessage): Notice | null {
  const stored = noticeFromJson(message.notice)
  const closes = stored.events.includes('closed')
  if (message.remoteKey === null && stored.events.every(isFollowUp)) return null
  const operation = message.remoteKey === null ? 'create' : closes ? 'close' : 'update'
  return { ...stored, operation, remoteKey: message.remoteKey, attempt: message.attempts }
}

async function sent(message: LeasedMessage, notice: Notice, outbound: Outbound): Promise<Delivery> {
  const provider = providerNamed(message.provider)
  if (!provider) return { ok: false, retryable: false, detail: `There is no kind of channel "${message.provider}".` }
  const opened = openedSecrets(message, provider)
  if (!opened.ok) return { ok: false, retryable: true, detail: opened.detail }
  return attempt(provider, { ...message.settings, ...opened.secrets }, notice, outbound, opened.secrets)
}

/** A key that is not configured is mended by configuring it, so the message waits. */
function openedSecrets({ routeId, secrets }: LeasedMessage, provider: Provider) {
  try {
    return { ok: true as const, secrets: openSettings(routeId, secrets) }
  } catch (error) {
    log.error({ err: error, routeId, provider: provider.name }, 'the secrets of a route could not be opened')
    return {
      ok: false as const,
      detail: 'The secrets of this route cannot be opened with the configured key. Enter them again.',
    }
  }
}

/** What a failed attempt means for the message and for its endpoint. */
function consequence(message: LeasedMessage, delivery: Extract<Delivery, { ok: false }>, random: number) {
  const throttled = delivery.retryable && delivery.retryAfterSeconds !== undefined
  const failures = message.endpointFailures + (throttled ? 0 : 1)
  // While the endpoint is away the message is tried for the endpoint's sake: only its age ends it.
  const tries = message.endpointPaused ? 1 : message.attempts
  const next = afterFailure(delivery, tries, message.ageSeconds, random)
  const pauses = message.endpointPaused || failures >= FAILURES_TO_PAUSE
  return {
    nextInSeconds: next.give === 'later' ? next.seconds : null,
    counts: !throttled,
    endpointWaitSeconds: throttled
      ? (delivery.retryAfterSeconds ?? 0)
      : delivery.retryable
        ? breatherSeconds(failures, random)
        : null,
    pause: pauses && !throttled ? { probeInSeconds: probeSeconds(failures, random) } : null,
  }
}
