import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { EmbeddedPostgres } from '../lib/store/embedded-postgres.ts'
import { build, isBuilt } from './build.ts'
import { generateClient } from './generate-client.ts'
import { claimFolder, releaseFolder, requireFreePorts, requirePostgresVersion } from './preflight.ts'
import { endOrphans, ROLES, Role } from './roles.ts'
import { printFailure, StartError, step } from './steps.ts'
import { ensureCertificate, keptSecret } from './tls.ts'

const dev = process.argv.includes('--dev')
const demo = process.argv.includes('--demo')

let postgres: Promise<EmbeddedPostgres> | null = null
let roles: Role[] = []
let claimed: string | null = null
let stopping = false
const building = new AbortController()

async function stop(code: number): Promise<never> {
  if (!stopping) {
    stopping = true
    building.abort()
    await Promise.all(roles.map((role) => role.stop()))
    const server = await postgres?.catch(() => null)
    await server?.stop()
    if (claimed) await releaseFolder(claimed)
    process.exit(code)
  }
  return new Promise(() => {})
}

process.on('SIGINT', () => {
  process.stdout.write('\n  Stopping\n')
  stop(0)
})
process.on('SIGTERM', () => stop(0))
process.on('SIGHUP', () => stop(0))
// The launcher is gone, however it went: nothing may outlive it.
process.on('disconnect', () => stop(0))

async function main(): Promise<void> {
  process.stdout.write('\n  Plimsoll\n\n')
  const { config } = await import('../lib/config.ts')
  await claimFolder(config.dataDir)
  claimed = config.dataDir
  await endOrphans(config.dataDir)
  await requireFreePorts(config)
  process.env.AUTH_SECRET ||= await keptSecret(join(config.dataDir, 'auth-secret'), () =>
    randomBytes(32).toString('hex'),
  )
  await ensureCertificate(join(config.dataDir, 'tls'), config.publicUrl)

  const databaseUrl = process.env.DATABASE_URL || (await embeddedUrl(config.dataDir))
  await requirePostgresVersion(databaseUrl)
  await step('Database schema', async () => {
    generateClient()
    const { migrate } = await import('../lib/store/migrate.ts')
    return migrate(databaseUrl)
  })
  if (!dev && !isBuilt()) {
    await step('Building the pages (once, a minute or two)', () => build(building.signal))
  }

  if (stopping) return
  const env = {
    ...process.env,
    NODE_ENV: dev ? ('development' as const) : ('production' as const),
    DATABASE_URL: databaseUrl,
    NEXT_TELEMETRY_DISABLED: '1',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
  }
  roles = ROLES.map((name) => new Role(name, config.dataDir, env, dev && name === 'web' ? ['--dev'] : []))
  await step('Web, worker and admission', () => Promise.all(roles.map((role) => role.start())))

  process.stdout.write(`\n  Plimsoll is at ${config.publicUrl}\n`)
  process.stdout.write(`  The deploy gate is at https://localhost:${config.admissionPort}/admit\n`)
  await printFirstSteps(databaseUrl)
}

async function embeddedUrl(dataDir: string): Promise<string> {
  postgres = step('Postgres', async () => {
    const { startEmbeddedPostgres } = await import('../lib/store/embedded-postgres.ts')
    return startEmbeddedPostgres(join(dataDir, 'postgres'), {
      onCrash: (how) => process.stderr.write(`  Postgres ended (${how}); starting it again\n`),
    })
  })
  const { url } = await postgres.catch((error: Error) => {
    throw new StartError(`${error.message.trim()}\n  Mend that, or set DATABASE_URL to a Postgres of your own.`)
  })
  return url
}

/** The first administrator's link while nobody has an account, or the demo with its people. */
async function printFirstSteps(databaseUrl: string): Promise<void> {
  process.env.DATABASE_URL = databaseUrl
  process.env.LOG_LEVEL ||= 'warn'
  if (demo) {
    const { loadDemo } = await import('./demo.ts')
    await loadDemo(databaseUrl)
    return
  }
  const { createDatabase } = await import('../lib/store/database.ts')
  const { firstAdminLink } = await import('../lib/service/first-admin.ts')
  const database = createDatabase(databaseUrl, 1)
  try {
    const link = await firstAdminLink(database)
    if (link)
      process.stdout.write(
        `\n  Nobody has an account yet. Sign up as the first administrator (one day, once):\n  ${link}\n`,
      )
  } finally {
    await database.close()
  }
  process.stdout.write('\n  Ctrl-C stops everything.\n\n')
}

main().catch((error) => {
  if (stopping) return
  printFailure(error)
  stop(1)
})
