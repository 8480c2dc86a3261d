import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { resetWorld, tokenOf } from '../testing/world.ts'
import { SpoolFlusher } from './flush-spool.ts'
import { Gate } from './gate.ts'
import { reviewAdmission } from './review.ts'
import { Spool } from './spool.ts'

const now = new Date('2026-11-21T08:00:00Z')
const sample = (name: string) => readFileSync(new URL(`../../../samples/formats/${name}`, import.meta.url), 'utf8')
const create = JSON.parse(sample('admission-deployment-create.json'))
const DIGEST = `sha256:${'5a'.repeat(32)}`

let dir: string
let gate: Gate
let spool: Spool
beforeEach(async () => {
  await resetWorld([])
  dir = mkdtempSync(join(tmpdir(), 'plimsoll-gate-'))
  spool = new Spool(dir, 1_000_000)
  gate = new Gate(database())
})
afterEach(() => {
  gate.stop()
  rmSync(dir, { recursive: true })
})

/** A review of a Deployment with one harmless container of this image. */
function deployment(image: string, change: object = {}) {
  const review = structuredClone(create)
  Object.assign(review.request, change)
  const { spec } = review.request.object.spec.template
  spec.containers = [{ name: 'app', image }]
  spec.initContainers = []
  return review
}

const ask = (review: unknown, token = tokenOf('admission'), cluster: string | null = 'shop-prod') =>
  reviewAdmission(
    { gate, spool },
    {
      cluster,
      token,
      now,
      body: async () => Buffer.from(typeof review === 'string' ? review : JSON.stringify(review)),
    },
  )

async function flushed() {
  const flusher = new SpoolFlusher(spool, database())
  flusher.start()
  await flusher.stop()
  return database().query<{ verdict: string; uid: string; facts: Record<string, unknown> }>(
    sql`SELECT request_uid AS uid, verdict, cluster_id AS "clusterId", name, dry_run AS "dryRun", results, images, facts, at,
      break_glass AS "breakGlass" FROM decision ORDER BY at, request_uid`,
  )
}

/** One image version that was scanned, with this many open critical vulnerabilities that have a fix. */
async function scannedImage(repository: string, tag: string, critical: number): Promise<void> {
  const db = database()
  const [image] = await db.query<{ id: number }>(
    sql`INSERT INTO image (repository) VALUES (${repository}) RETURNING id`,
  )
  const [version] = await db.query<{ id: number }>(sql`
    INSERT INTO image_version (image_id, digest, first_seen_at) VALUES (${image?.id}, ${DIGEST}, now()) RETURNING id`)
  await db.query(sql`
    INSERT INTO image_tag (image_id, tag, moved_at, image_version_id) VALUES (${image?.id}, ${tag}, now(), ${version?.id})`)
  const [scope] = await db.query<{ id: number }>(sql`
    INSERT INTO scope (key, source, scan, stage, image_version_id, first_seen_at, last_seen_at, complete_at)
    VALUES (${repository}, 'trivy', 'vulnerability', 'build', ${version?.id}, now(), ${now}, now()) RETURNING id`)
  const [pack] = await db.query<{ id: number }>(sql`
    INSERT INTO package (purl, name, type) VALUES (${`pkg:deb/${repository}`}, 'openssl', 'deb') RETURNING id`)
  for (let at = 0; at < critical; at++) {
    const name = `CVE-2026-${at}-${repository}`
    await db.query(sql`
      WITH v AS (INSERT INTO vulnerability (name) VALUES (${name}) RETURNING id),
      i AS (INSERT INTO issue (key, key_hash, kind, vulnerability_id, package_id, image_id, severity, fixed_version,
          first_seen_at, opened_at)
        SELECT ${name}, substring(sha256(${Buffer.from(name)}) FOR 16), 'vulnerability', v.id, ${pack?.id}, ${image?.id}, 4, '2.0', now(), now()
        FROM v RETURNING id)
      INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at)
      SELECT i.id, ${scope?.id}, 4, '{}', now() FROM i`)
  }
}

test('denies a privileged container, says why, and records what it saw', async () => {
  await gate.start()
  expect(await ask(create)).toEqual({
    ok: true,
    value: {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: {
        uid: create.request.uid,
        allowed: false,
        status: {
          code: 403,
          reason: 'Forbidden',
          message: 'Refused by Plimsoll: [no-privileged-containers] Container pay-api is privileged',
        },
      },
    },
  })
  const [decision] = await flushed()
  expect(decision).toMatchObject({ uid: create.request.uid, verdict: 'deny', clusterId: 1, name: 'pay-api', at: now })
  expect(decision?.facts).toMatchObject({ kind: 'Deployment', group: 'apps', subResource: '', ownedBy: null })
})

test('knows images by tag and by digest: clean, dangerous, and never scanned', async () => {
  await scannedImage('registry.example.com/clean', '1', 0)
  await scannedImage('registry.example.com/bad', '1', 5)
  await gate.start()
  expect(await ask(deployment('registry.example.com/clean:1'))).toMatchObject({
    value: { response: { allowed: true } },
  })
  for (const ref of ['registry.example.com/bad:1', `registry.example.com/bad@${DIGEST}`]) {
    const answer = await ask(deployment(ref))
    expect(answer).toMatchObject({ value: { response: { allowed: false } } })
    expect(JSON.stringify(answer)).toContain('5 critical vulnerabilities with a fix')
  }
  const unknown = await ask(deployment('registry.example.com/clean:2'))
  expect(unknown).toMatchObject({ value: { response: { allowed: true } } })
  expect(JSON.stringify(unknown)).toContain('was never scanned')
})

test('learns of an accepted risk and of a new scan while it runs', async () => {
  await scannedImage('registry.example.com/bad', '1', 1)
  await gate.start()
  expect(await ask(deployment('registry.example.com/bad:1'))).toMatchObject({ value: { response: { allowed: false } } })
  await database().query(sql`UPDATE issue SET status = 'excepted', excepted_until = now() + interval '1 day'`)
  await database().query(sql`SELECT pg_notify('plimsoll_issues', '{}')`)
  await expect
    .poll(() => ask(deployment('registry.example.com/bad:1')), { timeout: 8_000 })
    .toMatchObject({ value: { response: { allowed: true } } })
})

test('a policy of the table replaces the file’s, and switches it off', async () => {
  const document = { apiVersion: 'plimsoll.dev/v1', kind: 'Policy', metadata: { name: 'no-privileged-containers' } }
  const spec = {
    severity: 'high',
    description: 'd',
    remediation: 'r',
    rules: [{ stage: 'deploy', check: 'privileged-container', action: 'warn' }],
  }
  await database().query(sql`
    INSERT INTO policy (name, document, spec) VALUES ('no-privileged-containers', '', ${JSON.stringify({ ...document, spec })}::jsonb)`)
  await gate.start()
  expect(await ask(create)).toMatchObject({ value: { response: { allowed: true } } })
  await database().query(sql`UPDATE policy SET enabled = false`)
  const off = new Gate(database())
  await off.start()
  expect(off.policies.map(({ metadata }) => metadata.name)).toEqual(['no-critical-fixable'])
  off.stop()
})

test('a reason on the object breaks the glass, and the decision keeps it', async () => {
  await gate.start()
  const review = structuredClone(create)
  review.request.object.metadata.annotations = { 'plimsoll.dev/break-glass': 'Carrier outage' }
  expect(await ask(review)).toMatchObject({ value: { response: { allowed: true } } })
  expect(await flushed()).toMatchObject([{ verdict: 'warn', breakGlass: 'Carrier outage' }])
})

test('a deletion is allowed and recorded, a dry run is recorded as one', async () => {
  await gate.start()
  expect(await ask(sample('admission-deployment-delete.json'))).toMatchObject({
    value: { response: { allowed: true } },
  })
  const dry = deployment('envoy:1', { dryRun: true, uid: 'dry' })
  expect(await ask(dry)).toMatchObject({ ok: true })
  const rows = await flushed()
  expect(rows).toHaveLength(2)
  expect(rows.find(({ uid }) => uid === 'dry')).toMatchObject({ dryRun: true })
})

test('the same question twice is one decision', async () => {
  await gate.start()
  await ask(create)
  await ask(create)
  expect(await flushed()).toHaveLength(1)
  await ask(create)
  expect(await flushed()).toHaveLength(1)
})

test('a decision that the database refuses does not hold up the others', async () => {
  await gate.start()
  const record = {
    id: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f10',
    cluster: 'shop-prod',
    requestUid: 'u2',
    at: now.toISOString(),
    operation: 'BOGUS' as 'CREATE',
    namespace: '',
    kind: 'Pod',
    name: '',
    username: '',
    dryRun: false,
    verdict: 'allow' as const,
    results: [],
    breakGlass: null,
    images: [],
    facts: null,
    tokenId: '00000000-0000-4000-8000-000000000002',
  }
  await ask(deployment('a:1', { uid: 'u1' }))
  spool.write(record)
  await ask(deployment('a:1', { uid: 'u3\u0000' }))
  expect((await flushed()).map(({ uid }) => uid)).toEqual(['u1', 'u3\ufffd'])
  expect(await spool.oldest()).toBeNull()
})

test.each([
  ['no token', '', 'shop-prod', 'unauthenticated'],
  ['a token for something else', tokenOf('reports'), 'shop-prod', 'unauthenticated'],
  ['no cluster', tokenOf('admission'), null, 'invalid'],
])('refuses %s', async (_, token, cluster, code) => {
  await gate.start()
  expect(await ask(create, token, cluster)).toMatchObject({ failure: { code } })
  expect(await flushed()).toEqual([])
})

test('a token for one cluster asks for that one only, and stops when it is revoked', async () => {
  await database().query(sql`UPDATE ingest_token SET cluster_id = 1 WHERE name = 'admission'`)
  await gate.start()
  expect(await ask(create, tokenOf('admission'), 'shop-test')).toMatchObject({ failure: { code: 'forbidden' } })
  expect(await ask(create, tokenOf('admission'), null)).toMatchObject({ ok: true })
  await database().query(sql`UPDATE ingest_token SET revoked_at = now()`)
  await expect.poll(() => ask(create), { timeout: 5_000 }).toMatchObject({ failure: { code: 'unauthenticated' } })
})

test('a token that was made a moment ago is known', async () => {
  await database().query(sql`UPDATE ingest_token SET revoked_at = now()`)
  await gate.start()
  await database().query(sql`UPDATE ingest_token SET revoked_at = NULL`)
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(await ask(create)).toMatchObject({ ok: true })
})

test.each([
  ['not JSON', '{', 'truncated', {}],
  ['another kind', { kind: 'Pod' }, 'invalid', { path: 'kind' }],
  ['no uid', { ...create, request: { ...create.request, uid: '' } }, 'invalid', { path: 'request.uid' }],
  ['no object', { ...create, request: { ...create.request, object: null } }, 'invalid', { path: 'request.object' }],
])('tells the path of a review that is wrong: %s', async (_, review, code, extra) => {
  await gate.start()
  expect(await ask(review)).toMatchObject({ failure: { code, extra } })
  expect(await flushed()).toEqual([])
})

test('goes on deciding while the database cannot be asked', async () => {
  await gate.start()
  const query = database().query
  database().query = () => Promise.reject(new Error('the gate asked the database'))
  try {
    expect(await ask(create)).toMatchObject({ value: { response: { allowed: false } } })
  } finally {
    database().query = query
  }
})

test('a token that expires while the database is away is valid no longer', async () => {
  await database().query(sql`UPDATE ingest_token SET expires_at = clock_timestamp() + interval '1 second'`)
  await gate.start()
  const query = database().query
  database().query = () => Promise.reject(new Error('away'))
  try {
    expect(await ask(create)).toMatchObject({ ok: true })
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(await ask(create)).toMatchObject({ failure: { code: 'unauthenticated' } })
  } finally {
    database().query = query
  }
})

test('a full spool lets the deploy pass and says so', async () => {
  spool = new Spool(dir, 10)
  await gate.start()
  const answer = await ask(deployment('envoy:1'))
  expect(answer).toMatchObject({ value: { response: { allowed: true } } })
  expect(JSON.stringify(answer)).toContain('not recorded')
  expect(await ask(create)).toMatchObject({ value: { response: { allowed: false } } })
})
