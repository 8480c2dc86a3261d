import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = new URL('..', import.meta.url).pathname
const STAMP = join(root, '.next/plimsoll-built-from')
const SOURCES = ['app', 'components', 'lib', 'checks', 'policies', 'prisma/schema.prisma', 'next.config.ts', 'proxy.ts']
const MORE = ['postcss.config.mjs', 'tsconfig.json', 'package-lock.json']
const TESTS = /\.test\.tsx?$|\/testing\//

/** Whether the last build was made from these very sources. */
export function isBuilt(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash()
}

/** Builds the web role for production. */
export function build(): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/next/dist/bin/next'), 'build'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    },
  )
  if (status !== 0) throw new Error(`next build failed:\n${stdout}${stderr}`)
  writeFileSync(STAMP, sourcesHash())
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
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((file) => !TESTS.test(file) && !file.startsWith('lib/store/prisma/'))
}

if (import.meta.main) build()
