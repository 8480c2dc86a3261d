import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import type { ReportPage } from '../../lib/contract/reports.ts'
import { inDatabase } from '../database.ts'
import { deliverReport } from '../deliver.ts'
import { expectForEverybody, firstRowByKey, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

/** Delivers a scan of an image; returns the report's id. */
function deliver(page: Page, url: string, name: string, found: readonly object[] = [], query = ''): Promise<string> {
  const scan = {
    SchemaVersion: 2,
    ArtifactName: name,
    ArtifactType: 'container_image',
    Results: [{ Target: `${name} (debian 12)`, Class: 'os-pkgs', Type: 'debian', Vulnerabilities: found }],
  }
  return deliverReport(page, url, scan, query)
}

const vulnerability = (VulnerabilityID: string, Severity: string) => ({ VulnerabilityID, PkgName: 'kelp', Severity })

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
  const name = `one-more:${Date.now()}`
  await deliver(page, stack.url, name)
  const pill = page.getByRole('button', { name: '1 new' })
  await expect(pill).toBeVisible()
  await expect(rows.nth(1)).not.toContainText(name)
  await tabTo(page, pill)
  await page.keyboard.press('Enter')
  await expect(rows.nth(1)).toContainText(name)
  await expect(pill).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Held')
  await expect(page).toHaveURL(/status=held/)
  await expect(page.getByRole('heading', { name: 'No reports match' })).toBeVisible()
  await expectForEverybody(page)
})

test('a preview says what a scan would change and changes nothing; the scan then does it', async ({
  pageAs,
  stack,
}) => {
  const page = await pageAs('security', '/issues')
  const name = `shop/previewed-${Date.now()}:1`
  const found = [vulnerability('CVE-2031-7001', 'HIGH'), vulnerability('CVE-2031-7002', 'CRITICAL'), { PkgName: 'odd' }]
  await deliver(page, stack.url, name, found, '?preview=true')
  await page.goto('/sources/reports?status=previewed')
  await expect(page.getByRole('grid', { name: 'Reports' }).getByText(name)).toBeVisible()
  await firstRowByKey(page)
  await page.keyboard.press('o')
  await expect(page.getByText('This is a preview: it changed nothing')).toBeVisible()
  const would = page.getByRole('region', { name: 'Would be new' })
  await expect(would.getByRole('row')).toHaveText([
    /Severity/,
    /Critical.*CVE-2031-7002 in kelp/,
    /High.*CVE-2031-7001 in kelp/,
  ])
  await expect(would.getByRole('link')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Parts that were not understood' })).toContainText(
    'It has no VulnerabilityID',
  )
  await expectForEverybody(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1440, height: 900 })

  const id = await deliver(page, stack.url, name, found)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`/sources/reports/${id}`)
  await expect(page.getByRole('region', { name: 'New issues' }).getByRole('row')).toHaveCount(3)
  await expect(page.getByRole('region', { name: 'What it covered' }).last()).toContainText('complete')
  await page.getByRole('link', { name: 'CVE-2031-7002 in kelp' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('CVE-2031-7002')
})
