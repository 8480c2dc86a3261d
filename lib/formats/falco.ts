import type { AlertObservation } from '../domain/alert.ts'
import { falcoAlert } from './falco-alert.ts'
import { FormatError } from './format-error.ts'
import { asObject } from './json-access.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './json-limits.ts'
import { JsonSlicer } from './json-slicer.ts'
import { parseJson } from './json-text.ts'
import { toUtf8 } from './utf8.ts'

export interface FalcoEvents {
  /** `raw` is the alert exactly as it came, with all digits of its numbers. */
  alerts: { raw: string; alert: AlertObservation }[]
  /** Events that cannot be read. `index` counts elements or lines from 0, `offset` bytes of the UTF-8 text. */
  problems: { index: number; offset: number; reason: string }[]
  /** Lines of plain text between the alerts, as Falco's own log has them. */
  plainLines: number
}

const [NEWLINE, OPEN_OBJECT, OPEN_ARRAY] = [0x0a, 0x7b, 0x5b]
/** What a container runtime puts before each line of a log: time, stream, and F for a full line. */
const RUNTIME_PREFIX = /^\d{4}-\d\d-\d\dT\S+ std(?:out|err) F /

/**
 * Reads what Falco and its forwarders send: one object, an array, one object a line, or a log in which such lines stand
 * among plain text. One bad event costs itself only; a body that is no events at all throws a FormatError.
 */
export function readFalcoEvents(
  body: Uint8Array,
  receivedAt: Date,
  limits: JsonLimits = DEFAULT_JSON_LIMITS,
): FalcoEvents {
  const bytes = toUtf8(body)
  if (bytes.length > limits.totalBytes) {
    throw new FormatError('too-large', `The body is larger than ${limits.totalBytes} bytes`, null, limits.totalBytes)
  }
  const events: FalcoEvents = { alerts: [], problems: [], plainLines: 0 }
  const first = bytes.findIndex((byte) => byte > 0x20)
  if (first === -1) throw new FormatError('malformed', 'The body is empty', 0)
  if (bytes[first] === OPEN_ARRAY) readArray(bytes, events, receivedAt, limits)
  else if (bytes[first] !== OPEN_OBJECT || !readSingle(bytes, first, events, receivedAt, limits)) {
    readLines(bytes, events, receivedAt, limits)
  }
  if (events.alerts.length === 0 && events.problems.length === 0) {
    if (bytes[first] === OPEN_ARRAY) return events
    throw new FormatError('unknown-format', 'There is no JSON in the body: send one alert, an array, or one a line', 0)
  }
  return events
}

function readArray(bytes: Uint8Array, events: FalcoEvents, receivedAt: Date, limits: JsonLimits): void {
  const slicer = new JsonSlicer({
    records: ['*'],
    limits,
    onRecord: ({ bytes: element, offset, indexes }) => add(events, element, indexes[0] ?? 0, offset, receivedAt),
  })
  slicer.write(bytes)
  slicer.end()
}

/** One object over one or many lines; false when the body is more than that. */
function readSingle(
  bytes: Uint8Array,
  first: number,
  events: FalcoEvents,
  receivedAt: Date,
  limits: JsonLimits,
): boolean {
  const end = bytes.indexOf(NEWLINE, first)
  const isOneLine = end === -1 || bytes.subarray(end).every((byte) => byte <= 0x20)
  const slicer = new JsonSlicer({ records: [], limits, keepOutline: false })
  try {
    slicer.write(bytes)
    slicer.end()
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    if (isOneLine) throw error
    return false
  }
  add(events, bytes.subarray(first), 0, first, receivedAt)
  return true
}

function readLines(bytes: Uint8Array, events: FalcoEvents, receivedAt: Date, limits: JsonLimits): void {
  let index = 0
  for (let start = 0; start < bytes.length; index++) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline === -1 ? bytes.length : newline
    readLine(bytes.subarray(start, end), events, index, start, receivedAt, limits)
    start = end + 1
  }
}

function readLine(
  line: Uint8Array,
  events: FalcoEvents,
  index: number,
  offset: number,
  receivedAt: Date,
  limits: JsonLimits,
): void {
  const head = Buffer.from(line.subarray(0, 80)).toString('latin1')
  const start = (RUNTIME_PREFIX.exec(head)?.[0].length ?? 0) + (/^\s*/.exec(head)?.[0].length ?? 0)
  if (line.subarray(start).every((byte) => byte <= 0x20)) return
  if (line[start] !== OPEN_OBJECT) {
    events.plainLines++
    return
  }
  const json = line.subarray(start)
  try {
    const slicer = new JsonSlicer({ records: [], limits, keepOutline: false })
    slicer.write(json)
    slicer.end()
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    events.problems.push({ index, offset: offset + start + (error.offset ?? 0), reason: error.message })
    return
  }
  add(events, json, index, offset + start, receivedAt)
}

function add(events: FalcoEvents, bytes: Uint8Array, index: number, offset: number, receivedAt: Date): void {
  const raw = Buffer.from(bytes).toString('utf8').trim()
  let reason: string
  try {
    const object = asObject(parseJson(bytes, (position) => offset + position))
    const alert = object ? falcoAlert(object, raw, receivedAt) : 'This is not an object'
    if (typeof alert !== 'string') {
      events.alerts.push({ raw, alert })
      return
    }
    reason = alert
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    events.problems.push({ index, offset: error.offset ?? offset, reason: error.message })
    return
  }
  events.problems.push({ index, offset, reason })
}
