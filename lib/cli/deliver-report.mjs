import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { follow } from './follow.mjs'
import { progressBar } from './progress.mjs'
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
  return outcome(report, received, { say, tell })
}

/** What the summary of a processed report counts, in the order in which it is printed. */
const COUNTS = ['opened', 'reopened', 'closed', 'unchanged']

function outcome(report, { id }, { say, tell }) {
  if (report === null) {
    tell(`not processed in time; it goes on without us, as ${id}`)
    return EXIT.late
  }
  const problem = report.problem
  const where = problem?.offset == null ? '' : ` (at byte ${problem.offset})`
  if (report.status === 'quarantined') {
    tell(`quarantined: ${problem?.message}${where}`)
    return EXIT.quarantined
  }
  if (report.status === 'held') {
    tell(`held until a person confirms it: ${problem?.message}`)
    return EXIT.held
  }
  const summary = report.summary ?? {}
  const counts = COUNTS.filter((count) => Number.isFinite(summary[count])).map((count) => `${summary[count]} ${count}`)
  say(`processed, ${summary.findings ?? 0} findings${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`)
  const unread = Array.isArray(summary.unread) ? summary.unread.length : 0
  if (unread > 0) tell(`${unread} parts could not be read; the report's page in Plimsoll lists them`)
  return EXIT.done
}
