import sql, { type Sql } from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { database } from './database.ts'

const one = async (statement: Sql): Promise<number> => {
  const [row] = await database().query<{ id: number }>(statement)
  return row!.id
}
const count = (statement: Sql) => one(sql`SELECT count(*) AS id FROM (${statement}) AS rows`)

let image: number
let vulnerability: number
let packageId: number
let scope: number
let issue: number

const insertIssue = (key: string, of: { image?: number; vulnerability?: number; package?: number } = {}) =>
  one(sql`
    INSERT INTO issue (key, key_hash, kind, vulnerability_id, package_id, image_id, severity, first_seen_at, opened_at)
    VALUES (${key}, substr(sha256(${key}::text::bytea), 1, 16), 'vulnerability', ${of.vulnerability ?? vulnerability},
      ${of.package ?? packageId}, ${of.image ?? image}, 3, now(), now()) RETURNING id`)
const insertSighting = (issueId: number, scopeId: number) =>
  one(sql`
    INSERT INTO sighting (issue_id, scope_id, severity, detail, first_seen_at)
    VALUES (${issueId}, ${scopeId}, 3, '{}', now()) RETURNING id`)
const insertEpisode = (issueId: number) =>
  one(sql`
    INSERT INTO episode (issue_id, number, opened_at, opened_stage) VALUES (${issueId}, 1, now(), 'build') RETURNING issue_id AS id`)

beforeEach(async () => {
  await database().query(sql`DELETE FROM image`)
  await database().query(sql`DELETE FROM vulnerability`)
  await database().query(sql`DELETE FROM package`)
  image = await one(sql`INSERT INTO image (repository) VALUES ('registry.example/pay') RETURNING id`)
  vulnerability = await one(sql`INSERT INTO vulnerability (name) VALUES ('CVE-2024-1') RETURNING id`)
  packageId = await one(
    sql`INSERT INTO package (purl, name, type) VALUES ('pkg:deb/debian/zlib', 'zlib', 'deb') RETURNING id`,
  )
  const version = await one(sql`
    INSERT INTO image_version (image_id, digest, first_seen_at) VALUES (${image}, 'sha256:1', now()) RETURNING id`)
  scope = await one(sql`
    INSERT INTO scope (key, source, scan, stage, image_version_id, first_seen_at, last_seen_at)
    VALUES ('one', 'trivy', 'vulnerability', 'build', ${version}, now(), now()) RETURNING id`)
  issue = await insertIssue('first')
  await insertSighting(issue, scope)
  await insertEpisode(issue)
})

const NOWHERE = 987_654_321

test.each([
  ['issue.image_id', () => insertIssue('second', { image: NOWHERE })],
  ['issue.vulnerability_id', () => insertIssue('second', { vulnerability: NOWHERE })],
  ['issue.package_id', () => insertIssue('second', { package: NOWHERE })],
  ['sighting.issue_id', () => insertSighting(NOWHERE, scope)],
  ['sighting.scope_id', () => insertSighting(issue, NOWHERE)],
  ['episode.issue_id', () => insertEpisode(NOWHERE)],
])('%s refers to a row that is there', async (column, insert) => {
  await expect(insert()).rejects.toMatchObject({
    code: '23503',
    message: expect.stringContaining(`${column} = ${NOWHERE}`),
  })
})

test.each([
  ['issue', sql`UPDATE issue SET image_id = ${NOWHERE}`],
  ['sighting', sql`UPDATE sighting SET scope_id = ${NOWHERE}`],
  ['episode', sql`UPDATE episode SET issue_id = ${NOWHERE}`],
])('what a row of %s refers to does not change', async (_, update) => {
  await expect(database().query(update)).rejects.toMatchObject({ code: '23000' })
})

test.each([
  ['vulnerability', sql`DELETE FROM vulnerability`],
  ['package', sql`DELETE FROM package`],
])('a %s that an issue names stays', async (_, remove) => {
  await expect(database().query(remove)).rejects.toMatchObject({ code: '23503' })
})

test('an issue takes its sightings and episodes along', async () => {
  await database().query(sql`DELETE FROM issue WHERE id = ${issue}`)
  expect(await count(sql`SELECT FROM sighting`)).toBe(0)
  expect(await count(sql`SELECT FROM episode`)).toBe(0)
})

test('a scope takes its sightings along, an image everything', async () => {
  await database().query(sql`DELETE FROM scope WHERE id = ${scope}`)
  expect(await count(sql`SELECT FROM sighting`)).toBe(0)
  await database().query(sql`DELETE FROM image WHERE id = ${image}`)
  expect(await count(sql`SELECT FROM issue`)).toBe(0)
  expect(await count(sql`SELECT FROM episode`)).toBe(0)
})
