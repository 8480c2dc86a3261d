import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { follow } from './follow.mjs'
import { progressBar } from './progress.mjs'
import { request } from './request.mjs'
import { EXIT } from './usage.mjs'

/** One request carries at most this; Plimsoll takes 16 MB and 50,000 events. */
const MAX_BYTES = 4 * 1024 * 1024
const MAX_LINES = 5_000

/** Sends events, in parts where the file has one a line. Returns the exit code. */
export async function deliverEvents({ name, input, options, say, tell }) {
  const bar = progressBar(name, input.bytes, process.stderr)
  const total = { accepted: 0, rejected: 0, last: null }
  try {
    for await (const part of parts(input)) {
      const answer = await post(part, options, tell)
      total.accepted += answer.accepted
      total.rejected += answer.rejected.length
      total.last = answer.statusUrl
      for (const { index, reason } of answer.rejected) tell(`event ${index + 1} of a part: ${reason}`)
      bar.add(part.length)
    }
  } finally {
    bar.end()
  }
  say(`${total.accepted} events received${total.rejected > 0 ? `, ${total.rejected} could not be read` : ''}`)
  if (!options.wait || total.last === null) return EXIT.done
  const event = await follow(total.last, options)
  if (event === null) {
    tell('not processed in time; they are safe and will be')
    return EXIT.late
  }
  if (event.status !== 'quarantined') return EXIT.done
  tell(`quarantined: ${event.problem}`)
  return EXIT.quarantined
}

function post(body, options, tell) {
  return request({
    method: 'POST',
    url: `${options.url}/api/v1/ingest/events?${options.query}`,
    headers: {
      authorization: `Bearer ${options.token}`,
      'content-type': 'application/x-ndjson',
      'content-length': body.length,
    },
    send: async (out) => {
      out.end(body)
    },
    retries: options.retries,
    onRetry: (reason, pause) => tell(`${reason}; trying again in ${(pause / 1000).toFixed(1)} s`),
  })
}

/** Lines, gathered into parts; a file that is one array or one object over several lines stays whole. */
async function* parts(input) {
  const source = input.gzipped ? input.stream().pipe(createGunzip()) : input.stream()
  const lines = createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })
  let whole = null
  let waiting = []
  let bytes = 0
  for await (const line of lines) {
    if (whole === null && line.trim() !== '') whole = !isComplete(line)
    waiting.push(line)
    bytes += Buffer.byteLength(line) + 1
    if (whole || (waiting.length < MAX_LINES && bytes < MAX_BYTES)) continue
    yield Buffer.from(`${waiting.join('\n')}\n`)
    waiting = []
    bytes = 0
  }
  if (waiting.length > 0) yield Buffer.from(`${waiting.join('\n')}\n`)
}

function isComplete(line) {
  if (!line.trimStart().startsWith('{')) return !/^\s*\[\s*(?:\{|$)/.test(line)
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}
