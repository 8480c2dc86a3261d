import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type ManifestRow, parseManifest } from '../conformance/manifest.ts'
import { toUtf8 } from '../utf8.ts'

/** Real inputs that other projects' tools wrote, beside the repository; where the folder is missing nothing is compared. */
export const REAL_SAMPLES = path.resolve(import.meta.dirname, '../../../../shared/samples')
const MANIFEST = path.join(REAL_SAMPLES, 'MANIFEST.tsv')

export const realSamples: readonly ManifestRow[] = existsSync(MANIFEST)
  ? parseManifest(readFileSync(MANIFEST, 'utf8'))
  : []

export const samplesOf = (format: string) => realSamples.filter((sample) => sample.format === format)
export const realBytes = (file: string) => new Uint8Array(readFileSync(path.join(REAL_SAMPLES, file)))
export const realText = (file: string) => Buffer.from(toUtf8(realBytes(file))).toString('utf8')
export const realJson = (file: string) => JSON.parse(realText(file))
