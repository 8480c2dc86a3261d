import { readdirSync } from 'node:fs'
import { ReportCheck } from '../report-check.ts'
import { toUtf8 } from '../utf8.ts'
import { RECEIVED, SAMPLES, sampleBytes } from './read.ts'

/** One of our own samples of reports, and the format that it is told to be. */
export interface FormatSample {
  file: string
  format: string
  text: string
}

/** A name for each kind of subject, for reports that do not name theirs. */
export const NAMED = { cluster: 'prod-eu', repository: 'shop', image: 'shop/web:7' }

/** Not reports: what the cluster sends by itself (their own tests), and words on the folder. */
const NO_REPORT = /^(?:admission-|falco|README)/

/** Every sample, told by its content; fails at a file that is of no format. */
export const formatSamples: readonly FormatSample[] = readdirSync(SAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isFile() && !NO_REPORT.test(entry.name))
  .map(({ name: file }) => {
    const check = new ReportCheck({ ...NAMED, receivedAt: RECEIVED })
    const bytes = sampleBytes(file)
    try {
      check.write(bytes)
      return { file, format: check.end().format.name, text: Buffer.from(toUtf8(bytes)).toString('utf8').trimEnd() }
    } catch (error) {
      throw new Error(`samples/formats/${file} is no report`, { cause: error })
    }
  })
