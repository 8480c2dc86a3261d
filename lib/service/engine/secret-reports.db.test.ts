import sql from 'sql-template-tag'
import { beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { getIssue } from '../issues/get-issue.ts'
import { resetWorld } from '../testing/world.ts'
import { processReport } from './process-report.ts'
import { receive, report, SECURITY } from './testing/intake.ts'
import { everyRow } from './testing/state.ts'

beforeEach(() => resetWorld([]))

const SECRET = 'tide-never-kept-0a1b2c3d4e5f'
const leak = { RuleID: 'generic-api-key', File: 'deploy/keys.env', StartLine: 4, Secret: SECRET, Match: `k=${SECRET}` }
const chunks = () => database().query(sql`SELECT 1 FROM report_chunk`)

test('a secret that a tool wrote out is nowhere once its report was read', async () => {
  const id = await receive([leak], { repository: 'shop' }, 'gitleaks')
  const [row] = await database().query(sql`SELECT outline FROM report WHERE id = ${id}`)
  expect([row, (await chunks()).length]).toEqual([{ outline: null }, 1])
  await processReport(id)
  expect(await chunks()).toEqual([])
  const rows = JSON.stringify(await everyRow([]))
  expect(rows).toContain('deploy/keys.env')
  expect(rows).not.toContain(SECRET.slice(0, 12))
})

test('a report whose tool masks what it tells is kept as long as any other', async () => {
  const Secrets = [{ RuleID: 'aws-access-key-id', Severity: 'CRITICAL', StartLine: 1, Match: 'k=****' }]
  const Results = [{ Target: '.env', Class: 'secret', Secrets }]
  const scan = { SchemaVersion: 2, ArtifactName: 'shop', ArtifactType: 'repository', Results }
  await processReport(await receive(scan))
  expect(await chunks()).toHaveLength(1)
})

test('a secret that was tried and works counts as such until it works no more', async () => {
  const found = (Verified: boolean) => {
    const SourceMetadata = {
      Data: { Git: { file: 'deploy/keys.env', line: 4, repository: 'https://git.example/shop' } },
    }
    return new TextEncoder().encode(JSON.stringify({ SourceMetadata, DetectorName: 'AWS', Raw: SECRET, Verified }))
  }
  const told = async () => {
    const [row] = await database().query<{ id: number }>(sql`SELECT id FROM issue`)
    const issue = await getIssue(SECURITY, row!.id)
    if (!issue.ok) throw new Error(issue.failure.detail)
    const { risk, breakdown } = issue.value
    const codes = [...breakdown.parts, ...breakdown.unknown].map(({ code }) => code)
    return { risk, total: breakdown.total, verified: breakdown.parts.some(({ code }) => code === 'verified'), codes }
  }
  await report(found(true), {}, 'trufflehog')
  const works = await told()
  expect(works).toMatchObject({ verified: true, risk: works.total })
  await report(found(false), {}, 'trufflehog')
  const revoked = await told()
  expect(revoked).toMatchObject({ verified: false, risk: revoked.total })
  expect(revoked.codes).toContain('verified')
  expect(works.risk).toBeGreaterThan(revoked.risk + 10)
})
