import type { AlertObservation } from '../domain/alert.ts'
import { cleanText } from '../domain/clean-text.ts'
import { parseImageReference } from '../domain/image-reference.ts'
import { asArray, asObject, type JsonObject, member } from './json-access.ts'
import { severityOfPriority } from './severity-words.ts'

const MAX = { name: 500, output: 20_000, commandLine: 8000, ref: 1000 }
const MAX_TAGS = 100
const TECHNIQUE = /^T\d{4}(?:\.\d{3})?$/i
/** What Falco writes when a field has no value. */
const NO_VALUE = new Set(['', '<NA>', 'N/A', 'null'])
/** Nanoseconds since 1970 are too large for a JSON number to keep, so their digits are read from the text. */
const NANOSECONDS = /"evt\.(?:time|rawtime)(?:\.iso8601)?"\s*:\s*"?(\d{16,19})\b/
const ISO_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?\d*(Z|[+-]\d\d:?\d\d)$/i

/**
 * One alert out of one JSON object, or the reason why it cannot be one. The pod is taken from fields only, never from
 * the rendered message: a process chooses its own command line and could name somebody else's pod there.
 */
export function falcoAlert(object: JsonObject, raw: string, receivedAt: Date): AlertObservation | string {
  const rule = named(object, 'rule', MAX.name)
  if (rule === null) return 'It has no rule'
  const fields = asObject(anyCase(object, 'output_fields'))
  const field = (keys: readonly string[], maxLength = MAX.name) => firstField(fields, keys, maxLength)
  const priority = named(object, 'priority', 50) ?? ''
  const onHost = field(['container.id']) === 'host'
  const repository = field(['container.image.repository'], MAX.ref)
  const image = parseImageReference(repository ?? field(['container.image', 'k8s.pod.image'], MAX.ref) ?? '')
  const tags = tagsOf(anyCase(object, 'tags'))
  return {
    source: 'falco',
    rule,
    severity: severityOfPriority(priority),
    priority,
    output: named(object, 'output', MAX.output) ?? '',
    at: timeOf(anyCase(object, 'time'), raw, receivedAt),
    hostname: named(object, 'hostname', MAX.name),
    namespace: field(['k8s.ns.name', 'k8smeta.ns.name', 'ka.target.namespace']),
    pod: field(['k8s.pod.name', 'k8smeta.pod.name', 'ka.target.pod.name']),
    container: onHost ? null : field(['container.name', 'k8s.container.name']),
    imageRepository: image.repository || null,
    imageTag: field(['container.image.tag']) ?? image.tag,
    imageDigest: field(['container.image.digest']) ?? image.digest,
    process: field(['proc.name']),
    commandLine: field(['proc.cmdline'], MAX.commandLine),
    user: field(['user.name', 'ka.user.name']),
    tags,
    techniques: tags.filter((tag) => TECHNIQUE.test(tag)).map((tag) => tag.toUpperCase()),
  }
}

/** Forwarders write `Rule` and `OutputFields` where Falco writes `rule` and `output_fields`. */
function anyCase(object: JsonObject, key: string): unknown {
  const exact = member(object, key)
  if (exact !== undefined) return exact
  const wanted = key.replaceAll('_', '')
  const found = Object.keys(object).find((name) => name.toLowerCase().replaceAll('_', '') === wanted)
  return found === undefined ? undefined : object[found]
}

function named(object: JsonObject, key: string, maxLength: number): string | null {
  return valueText(anyCase(object, key), maxLength)
}

function firstField(fields: JsonObject | null, keys: readonly string[], maxLength: number): string | null {
  for (const key of keys) {
    const found = valueText(member(fields, key), maxLength)
    if (found !== null) return found
  }
  return null
}

function valueText(value: unknown, maxLength: number): string | null {
  if (typeof value !== 'string' || NO_VALUE.has(value.trim())) return null
  return cleanText(value, maxLength)
}

function tagsOf(value: unknown): string[] {
  const list = typeof value === 'string' ? value.split(',').map((tag) => tag.trim()) : asArray(value)
  return list.slice(0, MAX_TAGS).flatMap((tag) => valueText(tag, MAX.name) ?? [])
}

/** The sensor's own time with all its digits; when it gives none, the time at which the alert came in. */
function timeOf(value: unknown, raw: string, receivedAt: Date): string {
  const parts = typeof value === 'string' ? ISO_TIME.exec(value) : null
  const whole = parts ? Date.parse(`${parts[1]}${(parts[3] ?? 'Z').toUpperCase()}`) : Number.NaN
  if (!Number.isNaN(whole)) return isoWith(whole, parts?.[2] ?? '')
  const digits = NANOSECONDS.exec(raw)?.[1]
  if (digits === undefined) return receivedAt.toISOString()
  return isoWith(Number(digits.slice(0, -9)) * 1000, `.${digits.slice(-9)}`)
}

function isoWith(milliseconds: number, fraction: string): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}${fraction}Z`
}
