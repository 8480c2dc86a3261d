import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../lib/store/embedded-postgres.ts'
import { migrate } from '../lib/store/migrate.ts'
import { generateClient } from './generate-client.ts'

/** Runs the benchmarks on an embedded Postgres of their own; figures only, nothing fails by them. `npm run bench -- intake` runs one. */
const BENCHES: Record<string, string[][]> = {
  events: [['bench/events.ts']],
  intake: [['bench/intake.ts']],
  queue: [['bench/seed.ts'], ['bench/issues-list.ts']],
}

const wanted = process.argv.slice(2).filter((name) => name in BENCHES)
generateClient()
process.stdout.write(
  `${new Date().toISOString()}, ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
)
for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHES)) {
  const dir = await mkdtemp(join(tmpdir(), 'plimsoll-bench-'))
  // Root's Postgres user must be able to enter it.
  await chmod(dir, 0o755)
  const postgres = await startEmbeddedPostgres(join(dir, 'postgres'))
  try {
    await migrate(postgres.url)
    for (const args of BENCHES[name] ?? []) {
      const env = {
        ...process.env,
        DATABASE_URL: postgres.url,
        PLIMSOLL_DATA: dir,
        LOG_LEVEL: 'warn',
        AUTH_SECRET: 'bench '.repeat(8),
      }
      const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env })
      if (status !== 0) process.exitCode = 1
    }
  } finally {
    await postgres.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
