import { createReadStream, readFileSync } from 'node:fs'
import { readReport } from '../lib/formats/read-report.ts'

/** Reads one report as often as told and says how long each time took; then, when asked, how long JSON.parse took. */
export interface Parsing {
  findings: number
  seconds: number[]
}

const [file = '', small = '', rounds = '1', repeats = '1'] = process.argv.slice(2)

async function readOnce(): Promise<number> {
  let findings = 0
  const source = { open: () => createReadStream(file, { highWaterMark: 256 * 1024 }) }
  for await (const batch of readReport(source, { repository: 'bench', receivedAt: new Date() })) {
    if (batch.type === 'findings') findings += batch.findings.length
  }
  return findings
}

/** The same bytes for each round, so that nothing is read from the disk meanwhile. */
function parseOften(): void {
  const bytes = readFileSync(small)
  for (let repeat = 0; repeat < Number(repeats); repeat++) JSON.parse(bytes.toString('utf8'))
}

const parsing: Parsing = { findings: 0, seconds: [] }
for (let round = 0; round < Number(rounds); round++) {
  const startedAt = performance.now()
  parsing.findings = await readOnce()
  parsing.seconds.push((performance.now() - startedAt) / 1000)
}
process.once('message', () => {
  const seconds: number[] = []
  for (let round = 0; round < Number(rounds); round++) {
    const startedAt = performance.now()
    parseOften()
    seconds.push((performance.now() - startedAt) / 1000)
  }
  process.send?.({ ...parsing, seconds } satisfies Parsing, () => process.disconnect())
})
process.send?.(parsing)
