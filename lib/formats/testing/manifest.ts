import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Real inputs that other projects' tools wrote, beside the repository; where the folder is missing nothing is compared. */
export const REAL_SAMPLES = path.resolve(import.meta.dirname, '../../../../shared/samples')
const MANIFEST = path.join(REAL_SAMPLES, 'MANIFEST.tsv')

export interface RealSample {
  file: string
  format: string
  /** One of the facts that others counted in the file; all of them where there is only one. */
  fact(name: string): unknown
}

/** Every sample that is not broken on purpose before it is a document of a format. */
export const realSamples: readonly RealSample[] = existsSync(MANIFEST)
  ? readFileSync(MANIFEST, 'utf8').trim().split('\n').slice(1).map(sampleOf)
  : []

function sampleOf(row: string): RealSample {
  const [file = '', format = '', , , , facts = ''] = row.split('\t')
  const counted: unknown = /^(?:\{|\[|\d|null$)/.test(facts) ? JSON.parse(facts) : null
  const fact = (name: string) =>
    typeof counted === 'object' && counted !== null ? (counted as Record<string, unknown>)[name] : counted
  return { file, format, fact }
}

export const samplesOf = (format: string) => realSamples.filter((sample) => sample.format === format)
export const realBytes = (file: string) => new Uint8Array(readFileSync(path.join(REAL_SAMPLES, file)))
export const realJson = (file: string) => JSON.parse(readFileSync(path.join(REAL_SAMPLES, file), 'utf8'))
