import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'

const SAMPLES = path.resolve(import.meta.dirname, '../samples/formats')
const HEAD = 'path\tformat\tparse\texpected_facts\n'
let dir: string

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'plimsoll-conformance-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** Runs the command; `lines` are its rows by file, without the head and the sum below. */
async function run(...args: string[]) {
  const script = path.join(import.meta.dirname, 'conformance.ts')
  const env = { ...process.env, INIT_CWD: '/' }
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, [script, ...args], { env }).then(
    (done) => ({ ...done, code: 0 }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
  const rows = stdout.split('\n').filter((line) => line.split('\t').length === 6)
  const lines = new Map(
    rows
      .slice(1)
      .map((row) => row.split('\t'))
      .map(([verdict, file = '', ...rest]) => [file, [verdict, ...rest]]),
  )
  return { code, stdout, stderr, lines }
}

const put = (name: string, content: string | Uint8Array) => writeFile(path.join(dir, name), content)
const sample = (name: string) => readFile(path.join(SAMPLES, name))

test('without a manifest every file of the folder is read or said to be refused, whatever is there', async () => {
  await mkdir(path.join(dir, 'inner'))
  await put('inner/report.json', await sample('trivy-image.json'))
  await put('utf16.json', Buffer.from(`\ufeff${(await sample('grype.json')).toString('utf8')}`, 'utf16le'))
  await put('leaks.json', await sample('gitleaks.json'))
  await put('falco.log', await sample('falco.log'))
  await put('review.json', await sample('admission-deployment-create.json'))
  await put('empty', '')
  await put('notes.txt', 'Nothing of note')
  await put('binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0x22, 0x7b]))
  await put('cut.json', (await sample('trivy-image.json')).subarray(0, 900))
  await symlink('..', path.join(dir, 'inner', 'loop'))
  await promisify(execFile)('mkfifo', [path.join(dir, 'pipe')])
  await symlink('nowhere', path.join(dir, 'broken-link'))
  await symlink('leaks.json', path.join(dir, 'link.json'))

  const { code, lines, stdout } = await run(dir)
  expect(code).toBe(0)
  expect([...lines].map(([file, [verdict, format]]) => [file, verdict, format])).toEqual([
    ['binary', 'refused', ''],
    ['broken-link', 'refused', ''],
    ['cut.json', 'refused', ''],
    ['empty', 'refused', ''],
    ['falco.log', 'ok', 'falco'],
    ['inner/report.json', 'ok', 'trivy-json'],
    ['leaks.json', 'ok', 'gitleaks-json'],
    ['link.json', 'ok', 'gitleaks-json'],
    ['notes.txt', 'refused', ''],
    ['review.json', 'ok', 'admission-review'],
    ['utf16.json', 'ok', 'grype-json'],
  ])
  expect(lines.get('cut.json')?.[4]).toMatch(/^The JSON ends too early, at byte \d+$/)
  expect(lines.get('inner/report.json')?.[2]).toMatch(/^vulnerability \d+ \(.*high \d+/)
  expect(stdout).toMatch(/^11 files in [\d.]+ s: 6 read, 5 refused, 0 wrong$/m)
})

test('with a manifest it ends with 1 where a file is another, is miscounted, or is not there', async () => {
  await put('right.json', await sample('kube-hunter.json'))
  await put('other.json', await sample('trivy-image.json'))
  await put('feed.json', '{"CVE_Items":[]}')
  const { vulnerabilities: found } = JSON.parse((await sample('kube-hunter.json')).toString('utf8'))
  const row = (file: string, format: string, facts: object) => `${file}\t${format}\tjson\t${JSON.stringify(facts)}\n`
  const right = row('right.json', 'kube-hunter', { vulns: found.length }) + row('feed.json', 'nvd', { n: 0 })
  await put('MANIFEST.tsv', HEAD + right)
  expect((await run(dir)).code).toBe(0)

  await put('MANIFEST.tsv', HEAD + right + row('other.json', 'grype', { matches: 0 }))
  const other = await run(dir)
  expect([other.code, other.lines.get('other.json')?.[0], other.lines.get('right.json')?.[0]]).toEqual([
    1,
    'WRONG',
    'ok',
  ])

  await put('MANIFEST.tsv', HEAD + row('right.json', 'kube-hunter', { vulns: found.length + 1 }))
  expect((await run(dir)).lines.get('right.json')?.[4]).toContain(
    `finding: ${found.length}, but ${found.length + 1} are expected`,
  )

  await put('MANIFEST.tsv', HEAD + row('gone.json', 'kube-hunter', { vulns: 0 }))
  const gone = await run(dir)
  expect([gone.code, gone.lines.get('gone.json')?.[0]]).toEqual([1, 'WRONG'])
})

test('a call that names no folder is told how to call it, with 2', async () => {
  for (const args of [[], ['/', '/'], [path.join(dir, 'missing')], ['--what', dir]]) {
    const { code, stdout, stderr } = await run(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Usage: npm run conformance -- DIR')
  }
  expect((await run('--help')).code).toBe(0)
})
