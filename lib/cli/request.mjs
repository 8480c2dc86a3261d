import * as http from 'node:http'
import * as https from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'

const FIRST_PAUSE_MS = 500
/** No byte in either direction for so long means that nobody is there. */
const SILENCE_MS = 60_000
const MAX_ANSWER_BYTES = 1024 * 1024
const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504])

/** Plimsoll said no; `problem` is its problem document. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problemText(status, problem))
    this.status = status
  }
}

export class Unreachable extends Error {}

function problemText(status, problem) {
  const where = [
    problem.offset === undefined ? '' : `at byte ${problem.offset}`,
    problem.limit === undefined ? '' : `limit ${problem.limit}`,
  ].filter(Boolean)
  const known = Array.isArray(problem.knownFormats) ? ` Known formats: ${problem.knownFormats.join(', ')}.` : ''
  return `${problem.detail ?? `HTTP ${status}`}${where.length > 0 ? ` (${where.join(', ')})` : ''}${known}`
}

/**
 * Sends one request and gives its JSON answer. `send(out)` writes the body and is called anew for each attempt, which is
 * safe because Plimsoll keeps the same content once. Throws Refused or Unreachable.
 */
export async function request({ method, url, headers, send, retries, onRetry = () => {} }) {
  for (let attempt = 1; ; attempt++) {
    let reason
    let pause = FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2)
    try {
      const answer = await once({ method, url, headers, send })
      if (answer.status < 300) return answer.body
      if (!AGAIN.has(answer.status)) throw new Refused(answer.status, answer.body)
      reason = problemText(answer.status, answer.body)
      if (answer.retryAfterMs > 0) pause = Math.max(pause, answer.retryAfterMs)
    } catch (error) {
      if (error instanceof Refused || !isNetworkError(error)) throw error
      reason = error.message || error.code
    }
    if (attempt > retries) throw new Unreachable(`${new URL(url).origin}: ${reason}`)
    onRetry(reason, pause)
    await delay(pause)
  }
}

const NETWORK = /^(?:E(?:CONN\w+|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN|NOTFOUND)|UND_\w+|HPE_\w+)$/

/** A connection that broke; a certificate that is not trusted or a file that cannot be read gets no better by trying again. */
function isNetworkError(error) {
  return NETWORK.test(error.code ?? '') || error.name === 'AggregateError'
}

function once({ method, url, headers, send }) {
  const { request: open } = url.startsWith('https:') ? https : http
  return new Promise((resolve, reject) => {
    const out = open(url, { method, headers })
    let answered = false
    out.setTimeout(SILENCE_MS, () => {
      out.destroy(Object.assign(new Error(`no answer for ${SILENCE_MS / 1000} s`), { code: 'ETIMEDOUT' }))
    })
    out.on('error', (error) => {
      // A server that refuses early closes while the body is still being sent: its answer counts, not the broken pipe.
      if (!answered) reject(error)
    })
    out.on('response', (response) => {
      answered = true
      read(response).then((answer) => {
        resolve(answer)
        if (!out.writableFinished) out.destroy()
      }, reject)
    })
    if (!send) {
      out.end()
      return
    }
    send(out).catch((error) => {
      if (answered || isNetworkError(error) || error.code === 'ERR_STREAM_PREMATURE_CLOSE') return
      reject(error)
      out.destroy()
    })
  })
}

async function read(response) {
  const { statusCode: status, headers } = response
  let text = ''
  response.setEncoding('utf8')
  for await (const part of response) {
    text += part
    if (text.length > MAX_ANSWER_BYTES) throw new Unreachable('the answer is no answer of Plimsoll: it does not end')
  }
  const retryAfterMs = Number(headers['retry-after'] ?? 0) * 1000
  try {
    return { status, body: JSON.parse(text), retryAfterMs }
  } catch {
    if (status < 300) throw new Unreachable('the answer is no JSON: is this the address of Plimsoll?')
    return { status, body: {}, retryAfterMs }
  }
}
