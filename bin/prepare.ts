import { join } from 'node:path'
import { config } from '../lib/config.ts'
import { firstAdminLink } from '../lib/service/first-admin.ts'
import { createDatabase } from '../lib/store/database.ts'
import { migrate } from '../lib/store/migrate.ts'
import { requirePostgresVersion } from './preflight.ts'
import { printFailure } from './steps.ts'
import { ensureCertificate } from './tls.ts'

/**
 * What `npm start` does before the roles, for those who start the roles themselves (docker-compose, Kubernetes): checks and
 * migrates the database of DATABASE_URL, makes the gate's certificate, and prints the first administrator's link.
 */
async function prepare(): Promise<void> {
  await requirePostgresVersion(config.databaseUrl)
  const applied = await migrate(config.databaseUrl)
  await ensureCertificate(join(config.dataDir, 'tls'), config.publicUrl)
  const database = createDatabase(config.databaseUrl, 1)
  const link = await firstAdminLink(database).finally(() => database.close())
  process.stdout.write(`Migrations applied: ${applied.join(', ') || 'none were missing'}\n`)
  if (link) process.stdout.write(`Sign up as the first administrator (one day, once): ${link}\n`)
}

prepare().catch((error) => {
  printFailure(error)
  process.exit(1)
})
