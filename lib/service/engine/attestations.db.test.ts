import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TokenActor } from '../../domain/actor.ts'
import { database } from '../../store/database.ts'
import { attestationsOf } from '../../store/images/attestations.ts'
import { receiveReport } from '../ingest/receive-report.ts'
import { EXAMPLE_UUID, resetWorld, TEAMS } from '../testing/world.ts'
import { processReport } from './process-report.ts'
import { report } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { digestOf as digest, imageScan, REPOSITORY } from './testing/scan-reports.ts'

beforeEach(async () => {
  await resetWorld([])
  await database().query(sql`DELETE FROM attestation; DELETE FROM feed`)
})
afterEach(expectSound)

const signed = (version: string, Subject: string) => ({
  critical: { identity: { 'docker-reference': REPOSITORY }, image: { 'docker-manifest-digest': digest(version) } },
  optional: { Issuer: 'https://accounts.example', Subject },
})
const feed = {
  catalogVersion: '1',
  dateReleased: '2026-11-01T00:00:00Z',
  vulnerabilities: [{ cveID: 'CVE-2024-1', dateAdded: '2026-10-01' }],
}

const limitedTo = (teamId: number | null, clusterId: number | null = null): TokenActor => ({
  ...{ type: 'token', id: EXAMPLE_UUID, name: 'CI', kinds: ['reports'], clusterId, teamId },
})

async function deliver(actor: TokenActor, content: unknown) {
  async function* body() {
    yield Buffer.from(JSON.stringify(content))
  }
  const received = await receiveReport(actor, { query: {}, body: body(), encoding: 'identity', idempotencyKey: null })
  if (received.ok) await processReport(received.value.id)
  return received
}

async function signersOf(version: string): Promise<string[]> {
  const [row] = await database().query<{ imageId: number }>(
    sql`SELECT image_id AS "imageId" FROM image_version WHERE digest = ${digest(version)}`,
  )
  const told = await attestationsOf(database(), { imageId: row?.imageId ?? 0, digest: digest(version) })
  return told.map(({ signer }) => signer)
}

const giveTo = (teamId: number) => database().query(sql`UPDATE issue SET team_id = ${teamId}, owner_by = 'hand'`)
const forbidden = (detail: string) => ({
  ok: false,
  failure: { code: 'forbidden', detail: expect.stringContaining(detail) },
})

test('what is attested is found by the digest, also when it came before the image was known', async () => {
  const before = await report([signed('v1', 'mate@example')], {}, 'provenance')
  expect(before).toMatchObject({ status: 'processed', problem: null })
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  await report(imageScan('v2', 8, ['CVE-2024-1']))
  await report([signed('v2', 'cook@example')], {}, 'provenance')
  expect([await signersOf('v1'), await signersOf('v2')]).toEqual([['mate@example'], ['cook@example']])
  const [told] = await attestationsOf(database(), { imageId: 0, digest: digest('v1') })
  expect(told).toMatchObject({ verified: true, issuer: 'https://accounts.example', reportId: before.id })
})

test('the same again is one attestation, with the report that said it first', async () => {
  const { id } = await report([signed('v1', 'mate@example')], {}, 'provenance')
  await report([signed('v1', 'mate@example'), signed('v1', 'cook@example')], {}, 'provenance')
  const rows = await database().query(sql`SELECT signer, report_id = ${id} AS first FROM attestation ORDER BY signer`)
  expect(rows).toEqual([
    { signer: 'cook@example', first: false },
    { signer: 'mate@example', first: true },
  ])
})

test('a token of a team attests its own images and those that nobody has, not those of others', async () => {
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  expect(await deliver(limitedTo(TEAMS.own), [signed('v1', 'nobody-has-it@example')])).toMatchObject({ ok: true })
  await giveTo(TEAMS.own)
  expect(await deliver(limitedTo(TEAMS.own), [signed('v1', 'own@example')])).toMatchObject({ ok: true })
  expect(await deliver(limitedTo(TEAMS.other), [signed('v1', 'other@example')])).toMatchObject(forbidden(REPOSITORY))
  // Only the first of a list is read at the door; the second counts for nothing all the same.
  const list = [signed('v9', 'x@example'), signed('v1', 'other@example')]
  expect(await deliver(limitedTo(TEAMS.other), list)).toMatchObject({ ok: true })
  expect((await signersOf('v1')).toSorted()).toEqual(['nobody-has-it@example', 'own@example'])
  await giveTo(TEAMS.other)
  expect(await signersOf('v1')).toEqual(['other@example'])
})

test('only a token without limits delivers a feed, or attests what runs in any cluster', async () => {
  await database().query(sql`UPDATE ingest_token SET cluster_id = 1 WHERE id = ${EXAMPLE_UUID}`)
  expect(await deliver(limitedTo(TEAMS.own), feed)).toMatchObject(forbidden('limited to one team'))
  expect(await deliver(limitedTo(null, 1), feed)).toMatchObject(forbidden('limited to one cluster'))
  expect(await deliver(limitedTo(null, 1), [signed('v1', 'x@example')])).toMatchObject(forbidden('in every cluster'))
  expect(await deliver(limitedTo(null), feed)).toMatchObject({ ok: true })
  const rest = await database().query(sql`SELECT DISTINCT upload_id FROM report_chunk`)
  expect(rest).toHaveLength(1)
})
