import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { reportSources } from '../../store/sources/overview.ts'
import { getReport } from '../reports/one.ts'
import { resetWorld } from '../testing/world.ts'
import { processReport } from './process-report.ts'
import { receive, report, reportState, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { imageScan, numbered, REPOSITORY } from './testing/scan-reports.ts'
import { everyRow, issues } from './testing/state.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

/** All but the reports themselves, their bytes, and where serial numbers stand. */
const world = () => everyRow(['report', 'report_chunk'])

async function preview(content: unknown) {
  const { id, status } = await report(content, { preview: true })
  const detail = await getReport(SECURITY, id)
  if (!detail.ok) throw new Error(detail.failure.detail)
  expect(detail.value).toMatchObject({ status, preview: true })
  return detail.value
}

async function someHistory(): Promise<void> {
  await report(imageScan('v1', 9, ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3']))
  await report(imageScan('v1', 8, ['CVE-2024-1', 'CVE-2024-2']))
}

test('tells what it would open, reopen and close, and writes nothing', async () => {
  await someHistory()
  const before = await world()
  const told = await preview(
    imageScan('v1', 7, ['CVE-2024-1', 'CVE-2024-3', { id: 'CVE-2024-9', severity: 'CRITICAL' }, 'CVE-2024-8']),
  )
  expect(await world()).toEqual(before)
  expect(told.status).toBe('previewed')
  expect(told.summary).toMatchObject({ findings: 4, opened: 2, reopened: 1, closed: 1, unchanged: 1, wouldWait: null })
  const where = { type: 'image', label: REPOSITORY }
  const [known] = (await issues()).filter(({ status }) => status === 'closed')
  expect(told.changes).toMatchObject({
    opened: [
      { id: null, title: 'CVE-2024-9 in libc6', severity: 'critical', where },
      { id: null, title: 'CVE-2024-8 in libc6', severity: 'high', where },
    ],
    reopened: [{ id: known?.id, title: 'CVE-2024-3 in libc6', severity: 'high', where }],
    closed: [{ title: 'CVE-2024-2 in libc6' }],
  })
})

test('comes true when the same report is sent for good, which is no duplicate of it', async () => {
  await someHistory()
  const scan = imageScan('v1', 7, ['CVE-2024-1', 'CVE-2024-9'])
  const told = await preview(scan)
  const again = await preview(scan)
  expect(again.id).not.toBe(told.id)
  expect(again.changes).toEqual(told.changes)
  const { id } = await report(scan)
  const detail = await getReport(SECURITY, id)
  if (!detail.ok) throw new Error(detail.failure.detail)
  expect({ ...detail.value.summary, wouldWait: null }).toEqual(told.summary)
  const titles = ({ changes }: typeof told) =>
    [changes?.opened, changes?.reopened, changes?.closed].map((list) => list?.map(({ title }) => title))
  expect(titles(told)).toEqual([['CVE-2024-9 in libc6'], [], ['CVE-2024-2 in libc6']])
  expect(titles(detail.value)).toEqual(titles(told))
  expect(detail.value.changes?.opened[0]?.id).toBeTypeOf('number')
})

test('names the hundred worst of many, and says when the report itself would wait for a person', async () => {
  await report(imageScan('v1', 9, numbered(250)))
  const told = await preview(imageScan('v1', 8, [{ id: 'CVE-2025-1', severity: 'LOW' }]))
  expect(told.summary).toMatchObject({ closed: 250, wouldWait: expect.stringContaining('250 of 250') })
  expect(told.changes?.closed).toHaveLength(100)
  const first = await preview(
    imageScan('v2', 7, [...numbered(300).map((id) => `${id}0`), { id: 'CVE-2025-2', severity: 'CRITICAL' }]),
  )
  expect(first.summary).toMatchObject({ opened: 301 })
  expect(first.changes?.opened[0]).toMatchObject({ title: 'CVE-2025-2 in libc6' })
})

test('keeps no bytes, and its source has not reported by it', async () => {
  const told = await preview(imageScan('v1', 9, ['CVE-2024-1']))
  expect(told.stored).toBe(false)
  expect(await reportSources(database())).toEqual([])
  await report(imageScan('v1', 9, ['CVE-2024-1']))
  expect(await reportSources(database())).toMatchObject([{ name: 'trivy', last24h: 1 }])
})

test('a worker that dies before it can answer leaves it waiting, and the next one answers', async () => {
  await someHistory()
  const before = await world()
  const id = await receive(imageScan('v1', 7, ['CVE-2024-9']), { preview: true })
  const db = database()
  await db.query(sql`ALTER TABLE report ADD CONSTRAINT dies CHECK (status <> 'previewed')`)
  try {
    await expect(processReport(id)).rejects.toThrow('dies')
  } finally {
    await db.query(sql`ALTER TABLE report DROP CONSTRAINT dies`)
  }
  expect(await reportState(id)).toMatchObject({ status: 'received' })
  await processReport(id)
  const told = await getReport(SECURITY, id)
  expect(told).toMatchObject({ ok: true, value: { status: 'previewed', summary: { opened: 1, closed: 2 } } })
  expect(await world()).toEqual(before)
})
