import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../lib/store/embedded-postgres.ts'
import { migrate } from '../lib/store/migrate.ts'
import { generateClient } from './generate-client.ts'

/**
 * Runs the benchmarks, each on an embedded Postgres of its own; figures only, nothing fails by them. `npm run bench -- intake`
 * runs one. A bench that sends a message wants the database stopped, and hears when it is.
 */
const BENCHES: Record<string, string[][]> = {
  components: [['bench/components.ts']],
  events: [['bench/events.ts']],
  fixes: [['bench/seed.ts'], ['bench/fixes.ts']],
  gate: [['bench/gate.ts']],
  intake: [['bench/intake.ts'], ['bench/web-intake.ts']],
  metrics: [['bench/metrics.ts']],
  ownership: [['bench/seed.ts'], ['bench/ownership.ts']],
  parse: [['bench/parse.ts']],
  queue: [['bench/seed.ts'], ['bench/issues-list.ts']],
  rank: [['bench/rank.ts']],
  rescore: [['bench/seed.ts'], ['bench/rescore.ts']],
}

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in BENCHES))
if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark "${unknown}". There are: ${Object.keys(BENCHES).join(', ')}\n`)
  process.exit(2)
}
generateClient()
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`
for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHES)) {
  // What else the machine does decides how far the figures can be believed.
  process.stdout.write(`\n${new Date().toISOString()}, ${machine}, load before ${loadavg()[0]?.toFixed(1)}\n`)
  const dir = await mkdtemp(join(tmpdir(), 'plimsoll-bench-'))
  // Root's Postgres user must be able to enter it.
  await chmod(dir, 0o755)
  const postgres = await startEmbeddedPostgres(join(dir, 'postgres'))
  try {
    await migrate(postgres.url)
    for (const [script = '', ...args] of BENCHES[name] ?? []) {
      const env = {
        ...process.env,
        DATABASE_URL: postgres.url,
        PLIMSOLL_DATA: dir,
        LOG_LEVEL: 'error',
        AUTH_SECRET: 'bench '.repeat(8),
      }
      const child = fork(script, args, { env })
      child.on('message', async () => {
        await postgres.stop()
        child.send('stopped')
      })
      const [status] = await once(child, 'exit')
      if (status !== 0) process.exitCode = 1
    }
  } finally {
    await postgres.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
