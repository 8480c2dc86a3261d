import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { type AddressGuard, guardedAddresses, pinned, plainHost } from './guarded-address.ts'
import { OutboundError, type OutboundRequest, type OutboundResponse } from './outbound.ts'

const REDIRECTS = 3
/** Redirects that keep method and body; the others would turn a message into a GET. */
const KEEPING = [307, 308]
const REDIRECTING = [301, 302, 303, 307, 308]

export interface Guard extends AddressGuard {
  maxBytes: number
  /** Trusted in place of the system's authorities. */
  ca?: string
}

/** An answer as it came. */
export type RawResponse = Omit<OutboundResponse, 'text'> & { bytes: Buffer }

export async function guardedFetch(guard: Guard, request: OutboundRequest): Promise<OutboundResponse> {
  const { bytes, ...response } = await guardedBytes(guard, request)
  return { ...response, text: bytes.toString('utf8') }
}

export async function guardedBytes(guard: Guard, request: OutboundRequest): Promise<RawResponse> {
  const deadline = AbortSignal.timeout(guard.timeoutMs)
  let url = urlOf(request.url)
  let headers = request.headers ?? {}
  for (let hop = 0; ; hop++) {
    const response = await once(guard, { ...request, headers }, url, deadline)
    const location = response.headers.location
    if (!REDIRECTING.includes(response.status) || location === undefined) return response
    const next = URL.parse(location, url)
    refuseRedirect(guard, request.method, response.status, next, hop)
    if (next.origin !== url.origin) headers = withoutCredentials(headers)
    url = next
  }
}

function urlOf(text: string): URL {
  const url = URL.parse(text)
  if (url?.username || url?.password) throw new OutboundError('The address holds a user name or a password.', false)
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url
  throw new OutboundError('The address is no http or https address.', false)
}

function refuseRedirect(
  guard: Guard,
  method: string,
  status: number,
  next: URL | null,
  hop: number,
): asserts next is URL {
  if (!next || !/^https?:$/.test(next.protocol)) throw new OutboundError(`HTTP ${status} leads nowhere.`, false)
  if (hop >= REDIRECTS) throw new OutboundError(`It redirects more than ${REDIRECTS} times.`, false)
  if (!guard.allowed(plainHost(next.hostname))) {
    throw new OutboundError(
      `It redirects to ${next.host} (HTTP ${status}). Enter that address, or let an administrator allow the host.`,
      false,
    )
  }
  if (method !== 'GET' && !KEEPING.includes(status)) {
    throw new OutboundError(`It redirects to ${next.host} with HTTP ${status}, which would lose the message.`, false)
  }
}

/** What another origin may not learn: everything but the kind of the body. */
function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /^(content-type|accept)$/i.test(name)))
}

async function once(guard: Guard, request: OutboundRequest, url: URL, signal: AbortSignal): Promise<RawResponse> {
  const host = plainHost(url.hostname)
  if (url.protocol === 'http:' && !guard.allowed(host)) {
    throw new OutboundError(`${host} must be called with https, or an administrator has to allow the host.`, false)
  }
  const addresses = await guardedAddresses(host, guard)
  const call = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((done, failed) => {
    const fail = (error: Error) => failed(outboundError(host, error, signal))
    const body = request.body === undefined ? undefined : Buffer.from(request.body)
    const sent = call(
      url,
      {
        method: request.method,
        headers: {
          'user-agent': 'Plimsoll',
          accept: 'application/json, */*;q=0.5',
          'accept-encoding': 'identity',
          ...request.headers,
          ...(body && { 'content-length': body.length }),
        },
        lookup: pinned(addresses),
        agent: false,
        signal,
        ...(guard.ca && { ca: guard.ca }),
      },
      (response) => {
        const chunks: Buffer[] = []
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes <= guard.maxBytes) chunks.push(chunk)
          else response.destroy(new OutboundError(`${host} answers with more than ${guard.maxBytes} bytes.`, false))
        })
        response.on('error', fail)
        response.on('end', () =>
          done({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const),
            ),
            bytes: Buffer.concat(chunks),
          }),
        )
      },
    )
    sent.on('error', fail)
    sent.end(body)
  })
}

const TLS_FAULT = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|EPROTO|ERR_SSL)/

/** Says what failed in words; a certificate that does not fit is nothing that waiting mends. */
export function outboundError(host: string, error: Error, signal?: AbortSignal): OutboundError {
  if (error instanceof OutboundError) return error
  if (signal?.aborted) return new OutboundError(`${host} did not answer in time.`, true)
  const code = (error as NodeJS.ErrnoException).code ?? error.message
  if (TLS_FAULT.test(code)) return new OutboundError(`The certificate of ${host} cannot be trusted (${code}).`, false)
  return new OutboundError(`${host} could not be reached (${code}).`, true)
}
