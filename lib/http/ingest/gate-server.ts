import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Readiness, serveHealth } from '../../observe/health.ts'
import { log } from '../../observe/log.ts'
import type { Gate } from '../../service/admission/gate.ts'
import type { Spool } from '../../service/admission/spool.ts'
import { serveFetch } from '../node-fetch.ts'
import { admit } from './admit.ts'
import { getEvent } from './get-event.ts'
import { getReportStatus } from './get-report.ts'
import { postEventsPlain } from './plain-events.ts'
import { postReport } from './post-report.ts'

type FetchHandler = (request: Request) => Promise<Response>

const EVENTS = '/api/v1/ingest/events'
const REPORTS = '/api/v1/reports'
const noParams = { params: Promise.resolve({}) }

/** What the admission role serves: the gate, the intake, and health. The gate has no spool until its port is its own. */
export function gateHandler(parts: { gate: Gate; spool: Spool | null }, ready: Readiness): RequestListener {
  return async (request, response) => {
    try {
      if (request.method === 'POST' && request.url?.split('?')[0] === EVENTS) {
        return await postEventsPlain(request, response)
      }
      if (await serveHealth(request, response, ready)) return
      const handler = handlerOf(request, parts)
      if (handler) await serveFetch(request, response, handler)
      else answerPlain(response, 404, 'There is nothing at this address.')
    } catch (error) {
      // A caller that went away is no fault. The address is not logged: it may carry a token.
      if (response.destroyed) return
      log.error({ err: error, method: request.method }, 'request failed')
      if (response.headersSent) response.destroy()
      else answerPlain(response, 500, "This is a fault of Plimsoll's own; its log has the details.")
    }
  }
}

function handlerOf(
  { method, url = '' }: IncomingMessage,
  { gate, spool }: { gate: Gate; spool: Spool | null },
): FetchHandler | null {
  const path = url.split('?')[0] ?? ''
  if (method === 'POST') {
    if (path === '/admit' || path.startsWith('/admit/')) return (request) => admit({ gate, spool }, request)
    if (path === '/api/v1/ingest/reports') return (request) => postReport(request, noParams)
  }
  if (method === 'GET' && path.startsWith(`${EVENTS}/`)) return (request) => getEvent(request, lastPart(path))
  if (method === 'GET' && path.startsWith(`${REPORTS}/`)) return (request) => getReportStatus(request, lastPart(path))
  return null
}

function lastPart(path: string) {
  return { params: Promise.resolve({ id: path.slice(path.lastIndexOf('/') + 1) }) }
}

function answerPlain(response: ServerResponse, status: number, detail: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ type: 'about:blank', title: detail, status, detail }))
}
