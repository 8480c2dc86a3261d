import type { ImageVerdict } from '../../domain/deploy-checks.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import { criticalVersions, type ScannedVersion, scannedVersions } from '../../store/admission/image-verdicts.ts'
import type { Database, Db } from '../../store/database.ts'

interface KnownRepository {
  byDigest: Map<string, number>
  byTag: Map<string, number>
}

/** Reports that commit while a refresh runs are asked for again by the next one. */
const OVERLAP_MS = 60_000
const OPEN_NOTHING = { criticalFixable: 0, examples: [] as readonly string[] }

/** What the scans say about every image, in memory, so that the gate need not ask. */
export class KnownImages {
  readonly #repositories = new Map<string, KnownRepository>()
  readonly #scannedAt = new Map<number, string>()
  #critical = new Map<number, { criticalFixable: number; examples: readonly string[] }>()
  #since: Date | null = null

  /** Reads what changed since the last time; the first time everything. */
  async refresh(database: Database): Promise<void> {
    const startedAt = Date.now()
    await database.transaction(async (tx) => {
      for await (const page of scannedVersions(tx, this.#since)) {
        for (const version of page) this.#learn(version)
      }
      this.#critical = await criticalOf(tx)
    })
    this.#since = new Date(startedAt - OVERLAP_MS)
  }

  /** Null for an image that was never scanned. */
  verdictOf(ref: string): ImageVerdict | null {
    const { repository, tag, digest } = parseImageReference(ref)
    const known = this.#repositories.get(repository)
    const version = digest === null ? known?.byTag.get(tag ?? 'latest') : known?.byDigest.get(digest)
    const scannedAt = version === undefined ? undefined : this.#scannedAt.get(version)
    if (version === undefined || scannedAt === undefined) return null
    return { ...(this.#critical.get(version) ?? OPEN_NOTHING), scannedAt }
  }

  #learn({ versionId, repository, digest, tags, scannedAt }: ScannedVersion): void {
    const known = this.#repositories.get(repository) ?? { byDigest: new Map(), byTag: new Map() }
    this.#repositories.set(repository, known)
    known.byDigest.set(digest, versionId)
    for (const tag of tags) known.byTag.set(tag, versionId)
    this.#scannedAt.set(versionId, scannedAt.toISOString())
  }
}

async function criticalOf(tx: Db) {
  const critical = new Map<number, { criticalFixable: number; examples: readonly string[] }>()
  for await (const page of criticalVersions(tx)) {
    for (const { versionId, criticalFixable, examples } of page) critical.set(versionId, { criticalFixable, examples })
  }
  return critical
}
