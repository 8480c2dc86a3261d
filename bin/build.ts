import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const STAMP = join(root, '.next/plimsoll-built-from')
const SOURCES = ['app', 'components', 'lib', 'checks', 'policies', 'prisma/schema.prisma', 'next.config.ts', 'proxy.ts']
const MORE = ['postcss.config.mjs', 'tsconfig.json', 'package-lock.json']
const TESTS = /\.test\.tsx?$|\/testing\//

/** Whether the last build was made from these very sources. */
export function isBuilt(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash()
}

/** Builds the web role for production; ends early when `signal` says so. */
export async function build(signal?: AbortSignal): Promise<void> {
  const next = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  })
  let output = ''
  for (const stream of [next.stdout, next.stderr]) stream.on('data', (chunk) => (output += chunk))
  const [code] = await once(next, 'close')
  if (code !== 0) throw new Error(`next build failed:\n${output}`)
  await writeFile(STAMP, sourcesHash())
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const path of [...SOURCES, ...MORE].flatMap(filesOf).sort()) {
    hash.update(path).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  const entries = readdirSync(full, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !TESTS.test(file) && !file.startsWith('lib/store/prisma/'))
}

if (import.meta.main) await build()
