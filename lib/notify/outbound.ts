import type { Socket } from 'node:net'

/** A request to a provider. Redirects are not followed unless an administrator allowed the host that they lead to. */
export interface OutboundRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  headers?: Record<string, string>
  body?: string
}

export interface OutboundResponse {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** The body as UTF-8, at most 1 MB. */
  text: string
}

/** Where a provider that speaks something else than HTTP connects to. */
export interface OutboundTarget {
  host: string
  port: number
}

/** Why nothing came of a call. The sender turns it into a failed delivery; a provider need not catch it. */
export class OutboundError extends Error {
  readonly retryable: boolean
  constructor(message: string, retryable: boolean) {
    super(message)
    this.retryable = retryable
  }
}

/**
 * The only way out. Every address is resolved here and pinned for the connection; loopback, private, link-local, carrier-grade, metadata
 * and reserved addresses are refused unless an administrator allowed the host. TLS is verified. All calls end in time. Each function
 * throws OutboundError.
 */
export interface Outbound {
  fetch(request: OutboundRequest): Promise<OutboundResponse>
  /** A TCP connection, with TLS from its first byte where `tls`. It is destroyed when it is silent or goes on for too long. */
  connect(target: OutboundTarget, tls: boolean): Promise<Socket>
  /** One UDP datagram. */
  datagram(target: OutboundTarget, bytes: Buffer): Promise<void>
}
