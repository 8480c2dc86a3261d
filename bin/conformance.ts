import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type ManifestRow, parseManifest, type SampleRow, sampleRow } from '../lib/formats/conformance/manifest.ts'
import { type Outcome, outcomeOf } from '../lib/formats/conformance/outcome.ts'
import { expectationOf, faultsOf } from '../lib/formats/conformance/verdict.ts'
import { toUtf8 } from '../lib/formats/utf8.ts'
import { filesIn } from './conformance/files-in.ts'
import { HEADER, lineOf, type Reading, summaryOf } from './conformance/line.ts'

const MANIFEST = 'MANIFEST.tsv'
const USAGE = `Usage: npm run conformance -- DIR

Reads every file of a folder as Plimsoll would read it if it were sent, and prints a line for each. Where the folder has a
${MANIFEST} (columns path, format, parse, expected_facts), the format and the counts are compared with it.
Ends with 1 if a file crashes the reading, is taken for another format, or is miscounted; with 0 if none is.
`

/** Reads all files of the folder, one after another; true when nothing is wrong. */
async function conformance(dir: string): Promise<boolean> {
  const manifest = path.join(dir, MANIFEST)
  const rows = new Map(
    (existsSync(manifest) ? parseManifest(readFileSync(manifest, 'utf8')) : []).map((row) => [row.file, row]),
  )
  const readings: Reading[] = []
  const tell = (reading: Reading) => {
    readings.push(reading)
    process.stdout.write(`${lineOf(reading)}\n`)
  }
  process.stdout.write(`${HEADER}\n`)
  for await (const file of filesIn(dir)) {
    const row = rows.get(file) ?? null
    rows.delete(file)
    if (file !== MANIFEST) tell(await readingOf(dir, file, row))
  }
  for (const file of rows.keys())
    tell({ file, outcome: null, ms: 0, faults: ['named in the manifest, but not there'], remarks: [] })
  process.stdout.write(`\n${summaryOf(readings)}\n`)
  return readings.every(({ faults }) => faults.length === 0)
}

async function readingOf(dir: string, file: string, row: ManifestRow | null): Promise<Reading> {
  const full = path.join(dir, file)
  try {
    await access(full, constants.R_OK)
  } catch (error) {
    const reason = `cannot be opened: ${(error as NodeJS.ErrnoException).code}`
    return {
      file,
      outcome: { type: 'refused', code: 'unreadable', reason },
      ms: 0,
      faults: row ? [reason] : [],
      remarks: [],
    }
  }
  const sample = { bytes: statSync(full).size, open: () => createReadStream(full, { highWaterMark: 256 * 1024 }) }
  const startedAt = performance.now()
  const outcome = await outcomeOf(sample, file, (row && expectationOf(row)?.formats) ?? [], new Date())
  const ms = performance.now() - startedAt
  const text = () => Buffer.from(toUtf8(readFileSync(full))).toString('utf8')
  return { file, outcome, ms, ...compared(outcome, row && sampleRow(row, text)) }
}

/** Counting in the plain document fails where that is not the JSON which the manifest's format usually is. */
function compared(outcome: Outcome, row: SampleRow | null): Pick<Reading, 'faults' | 'remarks'> {
  try {
    return { faults: faultsOf(outcome, row), remarks: [] }
  } catch (error) {
    return { faults: [], remarks: [`cannot be compared: ${error instanceof Error ? error.message : error}`] }
  }
}

function usage(problem: string): never {
  process.stderr.write(`${problem}\n\n${USAGE}`)
  process.exit(2)
}

function folderOf(args: string[]): string {
  // npm runs its scripts in the package's folder, and a relative path is meant from where the person is.
  const [given, ...more] = args
  if (given === undefined || more.length > 0) return usage('Name one folder.')
  const dir = path.resolve(process.env.INIT_CWD ?? '.', given)
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return usage(`${dir} is not a folder.`)
  return dir
}

function argumentsOf(): { help: boolean; folders: string[] } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    })
    return { help: values.help === true, folders: positionals }
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error))
  }
}

const { help, folders } = argumentsOf()
if (help) process.stdout.write(USAGE)
else process.exitCode = (await conformance(folderOf(folders))) ? 0 : 1
