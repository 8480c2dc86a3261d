import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, isBuilt } from './build.ts'
import { ensureChromium } from './chromium.ts'
import { generateClient } from './generate-client.ts'

/**
 * The whole test run: format, lint, layers and cycles; types; dead code; unit, database and process tests; a production
 * build; browser tests on it. Everything is run even when something failed, and the last line is the sum.
 */
const root = join(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules/.bin', name)
const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-results-'))

let passed = 0
let failed = 0

function title(name: string): void {
  process.stdout.write(`\n── ${name}\n`)
}

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
  return status === 0
}

/** A static check counts as one test. */
function check(name: string, work: () => boolean): void {
  title(name)
  if (work()) passed += 1
  else failed += 1
}

function vitest(project: string): void {
  title(`${project} tests`)
  const results = join(scratch, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`]
  const succeeded = run(bin('vitest'), ['run', '--project', project, ...reporters])
  if (!existsSync(results)) {
    failed += 1
    return
  }
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'))
  passed += numPassedTests
  // A file that cannot be loaded fails the run without a failed test.
  failed += succeeded ? numFailedTests : Math.max(1, numFailedTests)
}

function playwright(): void {
  title('browser tests')
  const results = join(scratch, 'browser.json')
  const succeeded = run(bin('playwright'), ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: results })
  if (!existsSync(results)) {
    failed += 1
    return
  }
  const { expected, unexpected, flaky } = JSON.parse(readFileSync(results, 'utf8')).stats
  passed += expected
  failed += succeeded ? 0 : Math.max(1, unexpected + flaky)
}

const only = process.argv.slice(2)
const wanted = (name: string) => only.length === 0 || only.includes(name)

generateClient()
ensureChromium()
if (wanted('static')) {
  check('format, lint, layers, cycles', () => run(bin('biome'), ['ci', '.', '--colors=off']))
  check('types', () => run(bin('next'), ['typegen']) && run(bin('tsc'), ['-p', '.']))
  check('dead code', () => run(bin('knip'), []))
}
for (const project of ['unit', 'db', 'process']) if (wanted(project)) vitest(project)
if (wanted('browser')) {
  title('production build')
  try {
    if (!isBuilt()) await build()
    passed += 1
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    failed += 1
  }
  playwright()
}
rmSync(scratch, { recursive: true, force: true })
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
