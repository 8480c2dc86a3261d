import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import type { ReportPage } from '../../lib/contract/reports.ts'
import { inDatabase } from '../database.ts'
import { expectForEverybody, firstRowByKey, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

/** Delivers a scan in which nothing was found, of an image of its own. */
async function deliver(page: Page, url: string): Promise<void> {
  const made = await page.request.post('/api/v1/tokens', {
    headers: { origin: url },
    data: { name: 'one more scan', kinds: ['reports'] },
  })
  const { token } = await made.json()
  const scan = {
    SchemaVersion: 2,
    ArtifactName: `one-more:${Date.now()}`,
    ArtifactType: 'container_image',
    Results: [],
  }
  const answer = await fetch(`${url}/api/v1/ingest/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(scan),
  })
  expect(answer.status, await answer.text()).toBe(202)
}

test('a report that could not be read says why and where, and is retried by keyboard', async ({ pageAs, stack }) => {
  const page = await pageAs('security', '/sources/reports')
  const { rows }: ReportPage = await (await page.request.get('/api/v1/reports')).json()
  const id = rows[0]?.id
  // What cannot be read is refused at the door: a stored report breaks only where a disk does.
  await inDatabase(stack, async (database) => {
    await database.query(
      `UPDATE report SET status = 'quarantined', problem_code = 'truncated', problem_message = 'It ends too early.',
         problem_offset = 4711 WHERE id = $1`,
      [id],
    )
    await database.query(
      'UPDATE report_chunk SET bytes = $2 WHERE upload_id = (SELECT upload_id FROM report WHERE id = $1)',
      [id, gzipSync('{"SchemaVersion": 2, "Results": [')],
    )
  })
  await page.goto(`/sources/reports?status=quarantined`)
  await expect(page.getByRole('grid', { name: 'Reports' }).getByText('It ends too early.')).toBeVisible()
  await firstRowByKey(page)
  await page.keyboard.press('o')
  await expect(page.getByText('This report could not be processed')).toBeVisible()
  await expect(page.getByText('It ends too early. (byte 4,711)')).toBeVisible()
  await expect(page.getByText('It changed nothing.')).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Retry' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(/\(byte 3\d\)/)).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
})

test('rows keep their place when a report arrives; it is shown when asked', async ({ pageAs, stack }) => {
  const page = await pageAs('security', '/issues')
  await firstRowByKey(page)
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Reports' })).toHaveAttribute('aria-current', 'page')
  const rows = page.getByRole('grid', { name: 'Reports' }).getByRole('row')
  await expect(rows.nth(2)).toBeVisible()
  await expectForEverybody(page)
  const before = await rows.count()
  await deliver(page, stack.url)
  const pill = page.getByRole('button', { name: '1 new' })
  await expect(pill).toBeVisible()
  expect(await rows.count()).toBe(before)
  await tabTo(page, pill)
  await page.keyboard.press('Enter')
  await expect(rows).toHaveCount(before + 1)
  await expect(pill).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Held')
  await expect(page).toHaveURL(/status=held/)
  await expect(page.getByRole('heading', { name: 'No reports match' })).toBeVisible()
  await expectForEverybody(page)
})
