import { randomUUID } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { follow } from './follow.mjs'
import { progressBar } from './progress.mjs'
import { outcome } from './report-outcome.mjs'
import { request } from './request.mjs'
import { EXIT } from './usage.mjs'

/** Sends one report, gzipped on the way, and with --wait follows it. Returns the exit code. */
export async function deliverReport({ name, input, options, say, tell }) {
  const bar = progressBar(name, input.bytes, process.stderr)
  const counted = async function* (source) {
    for await (const part of source) {
      bar.add(part.length)
      yield part
    }
  }
  let received
  try {
    received = await request({
      method: 'POST',
      url: `${options.url}/api/v1/ingest/reports?${options.query}`,
      headers: {
        authorization: `Bearer ${options.token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        // A preview is answered anew each time: this tells that a second attempt is the same question.
        ...(options.preview && { 'idempotency-key': randomUUID() }),
      },
      send: (out) => pipeline(input.stream(), counted, ...(input.gzipped ? [] : [createGzip({ level: 3 })]), out),
      retries: options.retries,
      onRetry: (reason, pause) => {
        bar.restart()
        tell(`${reason}; trying again in ${(pause / 1000).toFixed(1)} s`)
      },
    })
  } finally {
    bar.end()
  }
  if (!options.wait) {
    say(`received as ${received.id}${received.duplicate ? ', which was there before' : ''}`)
    return EXIT.done
  }
  const report = await follow(received.statusUrl, options)
  return outcome(report, received, { failOnNew: options.failOnNew, say, tell })
}
