import type * as z from 'zod'
import type { Notice, NoticeEvent } from '../../domain/notice.ts'
import { oneLine, shorten } from '../message/hostile-text.ts'
import { OutboundError } from '../outbound.ts'
import type { Delivery, RemoteState } from '../provider.ts'

export interface Ticket {
  key: string
  url: string
}

/** What a tracker can do with the ticket of one notice. Each call throws `Refused` when the tracker does not want it. */
export interface Tracker {
  /** What an earlier attempt at this very message made. */
  made(): Promise<Ticket | null>
  create(): Promise<Ticket>
  /** Whether an earlier attempt at this very message left its comment. */
  commented(): Promise<boolean>
  comment(): Promise<void>
  /** Opens or closes; nothing where it is so already. */
  turn(open: boolean): Promise<void>
}

/** A tracker's refusal on its way to the one place where it becomes a delivery. */
export class Refused extends Error {
  readonly delivery: Delivery & { ok: false }
  /** The ticket is not there any more. */
  readonly gone: boolean
  constructor(delivery: Delivery & { ok: false }, gone = false) {
    super(delivery.detail)
    this.delivery = delivery
    this.gone = gone
  }
}

/**
 * Delivers a notice to a tracker, which knows no idempotency keys: past the first attempt it looks for what is there
 * already. State comes before the comment, since turning twice is harmless and a second comment is not.
 */
export async function deliverTicket(notice: Notice, tracker: Tracker): Promise<Delivery> {
  try {
    if (notice.operation === 'create' || notice.remoteKey === null) {
      const { key, url } = (again(notice) && (await tracker.made())) || (await tracker.create())
      return { ok: true, remoteKey: key, remoteUrl: url }
    }
    if (notice.operation === 'close') await tracker.turn(false)
    else if (notice.events.some((event) => OPENS_AGAIN.includes(event))) await tracker.turn(true)
    if (!(again(notice) && (await tracker.commented()))) await tracker.comment()
    return { ok: true, remoteKey: notice.remoteKey }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const closed = error.gone && notice.operation === 'close' && notice.remoteKey !== null
    return closed ? { ok: true, remoteKey: notice.remoteKey ?? '' } : error.delivery
  }
}

/** After these there is something to do again, also where the ticket was closed. */
const OPENS_AGAIN: readonly NoticeEvent[] = ['reopened', 'over-line']

const again = (notice: Notice) => notice.attempt > 1

/** What a tracker calls a state is its users' text. */
const STATE_LENGTH = 100

/** State of a ticket, or null where it is gone. A tracker that refuses is not a ticket that is gone. */
export async function stateOrGone(read: () => Promise<RemoteState>): Promise<RemoteState | null> {
  try {
    const { state, closed } = await read()
    return { state: shorten(oneLine(state), STATE_LENGTH), closed }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.gone) return null
    throw new OutboundError(error.message, error.delivery.retryable)
  }
}

/** An answer that says yes in other words than the tracker's API is none that can be trusted. */
export function readAs<Schema extends z.ZodType>(who: string, schema: Schema, said: unknown): z.output<Schema> {
  const read = schema.safeParse(said)
  if (read.success) return read.data
  const detail = `${who} answers something else than its API does (${read.error.issues[0]?.path.join('.')}). Check the address.`
  throw new Refused({ ok: false, retryable: false, detail })
}

/** By this an attempt finds what an earlier one made; nobody sees it. */
export function hiddenMarker(notice: Notice): string {
  return `<!-- plimsoll ${notice.id} -->`
}

/** `owner/name#12` in its parts, so that a ticket is found where it was made even after the channel was pointed elsewhere. */
export function ticketPlace(who: string, key: string | null): { project: string; number: string } {
  const [, project, number] = /^([\w./-]{1,250})#([1-9]\d{0,17})$/.exec(key ?? '') ?? []
  if (project && number && !project.split('/').some((part) => part === '.' || part === '..')) return { project, number }
  throw new Refused({ ok: false, retryable: false, detail: `${who}: "${key}" is not the key of a ticket there.` })
}
