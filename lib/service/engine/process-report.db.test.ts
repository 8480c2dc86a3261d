import { randomUUID } from 'node:crypto'
import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TokenActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { receiveReport } from '../ingest/receive-report.ts'
import { processReport } from './process-report.ts'

const REPOSITORY = 'registry.example/shop/pay'
let token: TokenActor

beforeEach(async () => {
  const id = randomUUID()
  token = { type: 'token', id, name: 'CI', kinds: ['reports'], clusterId: null, teamId: null }
  await database().query(sql`
    INSERT INTO ingest_token (id, name, token_hash, prefix, kinds, expires_at)
    VALUES (${id}, 'CI', sha256(${id}::text::bytea), 'plim_test', ARRAY['reports'], now() + interval '1 day')`)
})

afterEach(async () => {
  const counted = await database().query(
    sql`SELECT cell, sum(issues)::int AS issues FROM issue_count GROUP BY cell HAVING sum(issues) <> 0 ORDER BY cell`,
  )
  const recounted = await database().query(
    sql`SELECT cell, count(*)::int AS issues FROM issue GROUP BY cell ORDER BY cell`,
  )
  expect(counted).toEqual(recounted)
  await database().query(sql`TRUNCATE issue, image, vulnerability, package, report, report_chunk, issue_count CASCADE`)
})

/** A scan of one version of the image that found these vulnerabilities; null is a scan without any result. */
async function scan(
  letter: string,
  hoursAgo: number,
  found: readonly string[] | null,
  fixedVersion = '',
): Promise<string> {
  const digest = `sha256:${letter.repeat(64)}`
  const report = {
    SchemaVersion: 2,
    CreatedAt: new Date(Date.now() - hoursAgo * 3_600_000).toISOString(),
    ArtifactName: `${REPOSITORY}:${letter}`,
    ArtifactType: 'container_image',
    Metadata: { RepoTags: [`${REPOSITORY}:${letter}`], RepoDigests: [`${REPOSITORY}@${digest}`] },
    ...(found && {
      Results: [
        {
          Target: 'pay',
          Class: 'os-pkgs',
          Type: 'debian',
          Vulnerabilities: found.map((id) => ({
            VulnerabilityID: id,
            PkgName: 'libc6',
            PkgIdentifier: { PURL: `pkg:deb/debian/libc6@${letter}` },
            InstalledVersion: letter,
            FixedVersion: fixedVersion,
            Severity: 'HIGH',
          })),
        },
      ],
    }),
  }
  const bytes = Buffer.from(JSON.stringify(report))
  const body = (async function* () {
    yield bytes
  })()
  const received = await receiveReport(token, { query: {}, body, encoding: 'identity', idempotencyKey: null })
  if (!received.ok) throw new Error(received.failure.detail)
  await processReport(received.value.id)
  const [row] = await database().query<{ status: string }>(
    sql`SELECT status FROM report WHERE id = ${received.value.id}`,
  )
  return row?.status ?? ''
}

interface Row {
  id: number
  status: string
  reason: string | null
  fixed: string
  episodes: number
}

function issues(): Promise<Row[]> {
  return database().query<Row>(sql`
    SELECT i.id, i.status, i.close_reason AS reason, i.fixed_version AS fixed,
      (SELECT count(*)::int FROM episode e WHERE e.issue_id = i.id) AS episodes
    FROM issue i ORDER BY i.key`)
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `CVE-2024-${1000 + index}`)

test('a new tag and digest keep the issue, and a published fix changes no identity', async () => {
  await scan('a', 3, ['CVE-2024-1'])
  const [before] = await issues()
  await scan('b', 2, ['CVE-2024-1'], '2.0')
  const after = await issues()
  expect(after).toHaveLength(1)
  expect(after[0]).toMatchObject({ id: before?.id, status: 'open', fixed: '2.0', episodes: 1 })
})

test('a clean rescan of the same version closes as fixed, and seen again opens a second episode', async () => {
  await scan('a', 4, ['CVE-2024-1', 'CVE-2024-2'])
  await scan('a', 3, ['CVE-2024-2'])
  expect(await issues()).toMatchObject([{ status: 'closed', reason: 'fixed', episodes: 1 }, { status: 'open' }])
  await scan('a', 2, ['CVE-2024-1', 'CVE-2024-2'])
  expect(await issues()).toMatchObject([
    { status: 'open', reason: null, episodes: 2 },
    { status: 'open', episodes: 1 },
  ])
})

test('a scan without any result closes nothing', async () => {
  await scan('a', 4, ['CVE-2024-1'])
  await scan('a', 3, null)
  expect(await issues()).toMatchObject([{ status: 'open', episodes: 1 }])
})

test('a rescan that would close most of an asset is held and changes nothing', async () => {
  await scan('a', 4, numbered(30))
  expect(await scan('a', 3, numbered(2))).toBe('held')
  expect((await issues()).every(({ status }) => status === 'open')).toBe(true)
})

test('the same findings again touch no issue, sighting or episode', async () => {
  await scan('a', 4, numbered(5))
  const state = () =>
    database().query(sql`
      SELECT 'issue' AS what, id::text, xmin::text FROM issue UNION ALL SELECT 'sighting', id::text, xmin::text FROM sighting
      UNION ALL SELECT 'episode', issue_id::text, xmin::text FROM episode ORDER BY 1, 2`)
  const before = await state()
  expect(await scan('a', 3, numbered(5))).toBe('processed')
  expect(await state()).toEqual(before)
})
