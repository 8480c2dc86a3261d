import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as schemaEngine from '@prisma/schema-engine-wasm/schema_engine_bg'
import { __wbg_set_wasm, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const PRISMA = join(import.meta.dirname, '../../prisma')
const MIGRATIONS = join(PRISMA, 'migrations')
const SCHEMA = join(PRISMA, 'schema.prisma')

/**
 * Sends a migration to Postgres whole. Prisma's adapter splits it at every semicolon, even inside function bodies; sent whole it
 * is also one implicit transaction, so that a migration that fails changes nothing.
 */
class WholeScripts extends PrismaPg {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    super(pool)
    this.#pool = pool
  }

  override async connect() {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      await this.#pool.query(script)
    }
    return adapter
  }
}

let loaded: Promise<void> | undefined

/** Loads the engine's WebAssembly from its file: the package's own entry imports it in a way that only bundlers understand. */
async function loadEngine(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(path.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': schemaEngine as unknown as WebAssembly.ModuleImports,
  })
  __wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
}

/**
 * Applies the migrations that this database does not have yet and returns their names. It is Prisma's own schema engine
 * with its own table, so that `prisma migrate` works on the same database elsewhere.
 */
export async function migrate(url: string): Promise<string[]> {
  loaded ??= loadEngine()
  await loaded
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  const factory = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool))
  const engine = await SchemaEngine.new({ datamodels: [[SCHEMA, await readFile(SCHEMA, 'utf8')]] }, () => {}, factory)
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await migrationList(),
      filters: { externalTables: [], externalEnums: [] },
    })
    return appliedMigrationNames
  } finally {
    engine.free()
    await pool.end()
  }
}

async function migrationList() {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true })
  const directories = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(MIGRATIONS, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      directories.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(MIGRATIONS, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  }
}
