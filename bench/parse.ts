import { fork } from 'node:child_process'
import { createWriteStream, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { nodeOptionsOf } from '../bin/roles.ts'
import { config } from '../lib/config.ts'
import { type Figure, percentile, printFigures } from './figures.ts'
import { grypeReport } from './grype-report.ts'
import { answerOf } from './load.ts'
import type { Parsing } from './parse-one.ts'
import { peakMemory } from './processes.ts'
import { sarifReport } from './sarif-report.ts'
import { trivyReport } from './trivy-report.ts'

const MB = 1_000_000
const ROUNDS = 3
/** A report that fits into memory, for JSON.parse beside which the reading stands. */
const WHOLE_MB = 2

const REPORTS: Record<string, (findings: number) => Iterable<string>> = {
  trivy: (findings) =>
    trivyReport({ findings, repository: 'registry.example/pay', tag: '1.0.0', createdAt: '2026-11-01T08:00:00Z' }),
  grype: grypeReport,
  sarif: sarifReport,
}

/**
 * Reads a report of each format from a file, in a process of its own with the limits of the worker, and no more than that: no
 * database, no network. Stands beside JSON.parse of as many bytes in that process, in reports small enough for it.
 */
export async function measureParsing(dataDir: string, sizeMb: number): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [name, report] of Object.entries(REPORTS)) {
    const findings = countFor(report, sizeMb)
    const large = await written(join(dataDir, `${name}.json`), report(findings))
    const small = await written(join(dataDir, `${name}-small.json`), report(countFor(report, WHOLE_MB)))
    const repeats = Math.round(large.bytes / small.bytes)
    const args = [large.file, small.file, String(ROUNDS), String(repeats)]
    const child = fork(join(import.meta.dirname, 'parse-one.ts'), args, { execArgv: nodeOptionsOf('worker') })
    const [read] = (await answerOf(child)) as [Parsing]
    if (read.findings !== findings) throw new Error(`${name}: ${read.findings} of ${findings} findings were read`)
    const memory = peakMemory(child.pid as number)
    child.send('JSON.parse')
    const [parsed] = (await answerOf(child)) as [Parsing]
    await rm(large.file)
    const baseline = { name: 'JSON.parse', value: (small.bytes * repeats) / MB / percentile(parsed.seconds, 0.5) }
    const rate = (title: string, seconds: number[]): Figure => ({
      ...{ name: title, value: large.bytes / MB / percentile(seconds, 0.5), unit: 'MB/s', target: '≥ 50', baseline },
    })
    figures.push(
      rate(`${name}, ${findings} findings, as the worker reads them`, read.seconds),
      rate(`${name}, with the pass that tells the format`, read.toldSeconds),
      { name: `${name}, peak memory`, value: memory, unit: 'MB', target: '< 400' },
    )
  }
  return figures
}

/** How many findings make a report of that size, by what a thousand more of them add to it. */
function countFor(report: (findings: number) => Iterable<string>, sizeMb: number): number {
  const size = (findings: number) => [...report(findings)].reduce((sum, piece) => sum + Buffer.byteLength(piece), 0)
  const [base, more] = [size(1000), size(2000)]
  return Math.round(1000 + ((sizeMb * MB - base) * 1000) / (more - base))
}

async function written(file: string, report: Iterable<string>): Promise<{ file: string; bytes: number }> {
  await pipeline(Readable.from(report), createWriteStream(file))
  return { file, bytes: statSync(file).size }
}

if (import.meta.main) {
  const sizeMb = Number(process.argv[2] ?? 100)
  printFigures(`Parsing alone, reports of ${sizeMb} MB`, await measureParsing(config.dataDir, sizeMb))
}
