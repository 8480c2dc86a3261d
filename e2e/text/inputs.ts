import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanText } from '../../lib/domain/clean-text.ts'
import { parseImageReference } from '../../lib/domain/image-reference.ts'

const SAMPLES = join(import.meta.dirname, '../../samples/formats')

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Members whose text the reader needs as it is: without it the input is of another kind, or is none. */
const NEEDED = {
  trivy: ['SchemaVersion', 'ArtifactType', 'Class', 'Severity', 'Status'],
  admission: ['apiVersion', 'operation', 'group', 'version', 'resource'],
  falco: ['time', 'priority', 'source'],
  syft: ['url', 'type', 'id', 'layerID', 'digest', 'imageID', 'manifestDigest', 'mediaType', 'visible', 'evidence'],
  openvex: ['@context', '@id', 'status', 'justification', 'timestamp', 'last_updated'],
  cosign: ['docker-manifest-digest'],
  kev: ['cveID', 'dateAdded', 'dueDate', 'dateReleased', 'knownRansomwareCampaignUse'],
} as const
/** Members whose keys are the sender's own words too. */
const FREE_KEYS = new Set(['Labels', 'labels', 'annotations', 'output_fields', 'CVSS'])
/** `kind` is needed in an AdmissionReview, but not where an object refers to another one. */
const NEEDED_WORDS = new Set(['AdmissionReview', 'Deployment', 'CronJob', 'Pod'])

/** The sample with every text that may be free replaced by this one, and each free key given a twin that is it. */
function filled(value: Json, text: string, needed: ReadonlySet<string>, key = ''): Json {
  if (typeof value === 'string') return needed.has(key) || NEEDED_WORDS.has(value) ? value : text
  if (Array.isArray(value)) return value.map((inner) => filled(inner, text, needed, key))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]): [string, Json] => [
    name,
    filled(inner, text, needed, name),
  ])
  if (FREE_KEYS.has(key)) entries.push([text, entries[0]?.[1] ?? text])
  // Not an object literal: `__proto__` must become a member like any other.
  return Object.fromEntries(entries)
}

function sample(name: string, text: string, format: keyof typeof NEEDED): Json {
  const parsed: Json = JSON.parse(readFileSync(join(SAMPLES, name), 'utf8'))
  return filled(parsed, text, new Set(NEEDED[format]))
}

/** Reports in which every free field is this text: of an image, a repository, a cluster, and of the older shapes. */
export function hostileReports(text: string): { query: string; body: string }[] {
  const report = (name: string, query = '') => ({
    query,
    body: JSON.stringify(sample(name, text, 'trivy'), (key, value) => (key === 'Match' ? `${value} ***` : value)),
  })
  // The sender's own words in the address: without control characters, which are refused there.
  const told = encodeURIComponent(
    cleanText(text, 1000)
      .replaceAll(/\p{Cc}/gu, '')
      .trim(),
  )
  return [
    report('trivy-image.json', isImageName(text) ? '' : '?image=registry.hostile.example/nameless'),
    report('trivy-repository.json'),
    report('trivy-k8s.json'),
    report('trivy-k8s-old.json'),
    report('trivy-legacy.json', `?repository=${told}`),
  ]
}

/**
 * Reports of which every free field is this text and that tell no findings: what an image is made of, who signed it, what is
 * stated of it and what is exploited. `turn` makes the image its own.
 */
export function hostileFacts(text: string, turn: number): { query: string; body: string }[] {
  const digest = `sha256:${turn.toString(16).padStart(64, '0')}`
  const body = (name: string, format: keyof typeof NEEDED) =>
    JSON.stringify(sample(name, text, format), (key, value) =>
      key === 'manifestDigest' || key === 'docker-manifest-digest' ? digest : value,
    )
  const image = `?image=registry.hostile.example/listed-${turn}@${digest}`
  return [
    { query: image, body: body('syft.json', 'syft') },
    { query: '', body: body('openvex.json', 'openvex') },
    { query: image, body: body('provenance-cosign.json', 'cosign') },
    { query: '', body: body('kev.json', 'kev') },
  ]
}

/** A report that names no image is refused, unless its sender says which it is. */
function isImageName(text: string): boolean {
  return parseImageReference(text).repository !== ''
}

/** Reviews of a Deployment that breaks the glass, one that is refused, and a CronJob. `turn` makes their ids their own. */
export function hostileReviews(text: string, turn: number): string[] {
  const names = [
    'admission-deployment-create.json',
    'admission-deployment-create.json',
    'admission-cronjob-update.json',
  ]
  return names.map((name, at) => {
    const review = sample(name, text, 'admission') as {
      request: { uid: string; object: { metadata: { annotations?: Json } } }
    }
    review.request.uid = `${text.slice(0, 100)} ${turn}.${at}`
    const { metadata } = review.request.object
    metadata.annotations =
      at === 1
        ? {}
        : Object.fromEntries([
            ['plimsoll.dev/break-glass', text],
            ['plimsoll.dev/team', text],
            [text, text],
          ])
    return JSON.stringify(review)
  })
}

/** Alerts of now: one in the pod of the workload above, one on a host. */
export function hostileEvents(text: string): string {
  const events = sample('falco-array.json', text, 'falco') as { time: string; output_fields: Record<string, Json> }[]
  for (const event of events) event.time = new Date().toISOString()
  const [inPod] = events
  if (inPod) inPod.output_fields['k8s.pod.name'] = `${text}-6f7d9c8b5d-x2v7q`
  return JSON.stringify(events)
}
