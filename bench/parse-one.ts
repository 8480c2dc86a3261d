import { createReadStream, readFileSync } from 'node:fs'
import { DEFAULT_JSON_LIMITS } from '../lib/formats/json-limits.ts'
import { readReport } from '../lib/formats/read-report.ts'

/** Reads one report as often as told and says how long each time took; then, when asked, how long JSON.parse took. */
export interface Parsing {
  findings: number
  /** Of each round. */
  seconds: number[]
  /** With a pass before it that tells the format and what was scanned, as the door makes it for the worker. */
  toldSeconds: number[]
}

const [file = '', small = '', rounds = '1', repeats = '1'] = process.argv.slice(2)

let outline: unknown

async function readOnce(known?: unknown): Promise<number> {
  let findings = 0
  const source = { open: () => createReadStream(file, { highWaterMark: 256 * 1024 }) }
  for await (const batch of readReport(
    source,
    { repository: 'bench', receivedAt: new Date() },
    DEFAULT_JSON_LIMITS,
    known,
  )) {
    if (batch.type === 'summary') outline = batch.outline
    else findings += batch.findings.length
  }
  return findings
}

/** The same bytes for each round, so that nothing is read from the disk meanwhile. */
function parseOften(): void {
  const bytes = readFileSync(small)
  for (let repeat = 0; repeat < Number(repeats); repeat++) JSON.parse(bytes.toString('utf8'))
}

/** How long each round takes. */
async function timed(work: () => unknown): Promise<number[]> {
  const seconds: number[] = []
  for (let round = 0; round < Number(rounds); round++) {
    const startedAt = performance.now()
    await work()
    seconds.push((performance.now() - startedAt) / 1000)
  }
  return seconds
}

const findings = await readOnce()
const toldSeconds = await timed(() => readOnce())
const seconds = await timed(() => readOnce(outline))
process.once('message', async () => {
  process.send?.({ findings, toldSeconds, seconds: await timed(parseOften) } satisfies Parsing, () =>
    process.disconnect(),
  )
})
process.send?.({ findings, toldSeconds, seconds } satisfies Parsing)
