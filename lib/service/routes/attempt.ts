import { cleanText } from '../../domain/clean-text.ts'
import type { Notice } from '../../domain/notice.ts'
import { type Outbound, OutboundError } from '../../notify/outbound.ts'
import type { Delivery, Provider } from '../../notify/provider.ts'
import { log } from '../../observe/log.ts'

/** A provider may take several calls for one message; this is for all of them. */
const DEADLINE_MS = 45_000

/** An endpoint that asks for more is asked again all the same: an answer must not silence it for years. */
const LONGEST_ASKED_SECONDS = 86_400

/** One attempt at a message; whatever goes wrong is a failed delivery. `secrets` never get into what people read. */
export async function attempt(
  provider: Provider,
  settings: Record<string, unknown>,
  notice: Notice,
  outbound: Outbound,
  secrets: Record<string, unknown>,
): Promise<Delivery> {
  const parsed = provider.settings.safeParse(settings)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return {
      ok: false,
      retryable: false,
      detail: `The settings do not fit any more: ${issue?.path.join('.')}: ${issue?.message}`,
    }
  }
  const delivery = await withDeadline(provider.send(parsed.data, notice, outbound)).catch(failed)
  if (delivery.ok) return delivery
  const { retryAfterSeconds: asked, ...rest } = delivery
  return {
    ...rest,
    detail: redacted(delivery.detail, secrets),
    ...(asked !== undefined && { retryAfterSeconds: Math.min(asked, LONGEST_ASKED_SECONDS) }),
  }
}

async function withDeadline(sending: Promise<Delivery>): Promise<Delivery> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Delivery>((_, reject) => {
    timer = setTimeout(() => reject(new OutboundError('It took longer than 45 seconds.', true)), DEADLINE_MS)
  })
  return Promise.race([sending, late]).finally(() => clearTimeout(timer))
}

function failed(error: unknown): Delivery {
  if (error instanceof OutboundError) return { ok: false, retryable: error.retryable, detail: error.message }
  log.error({ err: error }, 'a message could not be made')
  return { ok: false, retryable: false, detail: "This is a fault of Plimsoll's own; its log has the details." }
}

const MASK = '•••'
/** What an endpoint says is as long as it likes. */
const DETAIL_LENGTH = 1000

/** What an endpoint said, as it can be kept and shown: without secrets, and without what the database does not store. */
export function redacted(text: string, secrets: Record<string, unknown>): string {
  let masked = text
  for (const secret of Object.values(secrets).flat()) {
    if (typeof secret === 'string' && secret.length >= 6) masked = masked.replaceAll(secret, MASK)
  }
  return cleanText(masked, DETAIL_LENGTH)
}
