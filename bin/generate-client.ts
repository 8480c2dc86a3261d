import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const STAMP = join(root, 'lib/store/prisma/.generated-from')

/** Generates the Prisma client when the schema or Prisma changed since the last time. */
export function generateClient(): void {
  const schema = readFileSync(join(root, 'prisma/schema.prisma'))
  const prisma = readFileSync(join(root, 'node_modules/prisma/package.json'))
  const wanted = createHash('sha256').update(schema).update(prisma).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/prisma/build/index.js'), 'generate'],
    {
      cwd: root,
      encoding: 'utf8',
      // Generating needs no engine, but Prisma downloads one unless it is told that there is a program.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
    },
  )
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}${stderr}`)
  writeFileSync(STAMP, wanted)
}

if (import.meta.main) generateClient()
