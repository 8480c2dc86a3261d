import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { inDatabase } from '../database.ts'
import { deliverReport } from '../deliver.ts'
import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

const demo = JSON.parse(readFileSync(join(import.meta.dirname, '../../samples/demo/kev.json'), 'utf8'))
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

/** The demo's catalogue and two entries more; another file each time, so that a second try is no duplicate. */
const kev = (days: number) => ({
  ...{ catalogVersion: `v${days}`, dateReleased: daysAgo(days), title: `Sent ${Date.now()}` },
  vulnerabilities: [
    ...demo.vulnerabilities,
    ...['CVE-2031-4001', 'CVE-2031-4002'].map((cveID) => ({
      ...{ cveID, dateAdded: '2026-01-02', vulnerabilityName: 'Kelp overflow', dueDate: '2026-01-23' },
      ...{ requiredAction: 'Update the kelp.', knownRansomwareCampaignUse: 'Known' },
    })),
  ],
})

/** On a phone each value stands behind its heading. */
const row = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Feeds' }).getByRole('row', { name: new RegExp(`^(Feed )?${name} `) })

test('a feed that was never loaded is grey and has lines to copy; a loaded one says how old it is and who sent it', async ({
  pageAs,
  stack,
}) => {
  await inDatabase(stack, (database) => database.query('DELETE FROM feed'))
  const page = await pageAs('security', '/sources')
  await tabTo(page, page.getByRole('link', { name: 'Feeds' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Feeds' })).toBeVisible()
  for (const name of ['CISA KEV', 'EPSS']) await expect(row(page, name)).toContainText('never loaded')
  await expect(page.getByText(/known_exploited_vulnerabilities\.json \|/)).toBeVisible()
  await expect(page.getByText(new RegExp(`${stack.url}/api/v1/ingest/reports\\?source=epss`))).toBeVisible()
  await expectForEverybody(page)

  const id = await deliverReport(page, stack.url, kev(9))
  const settled = async () => (await (await page.request.get(`/api/v1/reports/${id}`)).json()).status
  await expect.poll(settled).toBe('processed')
  await page.reload()
  await expect(row(page, 'CISA KEV')).toContainText('Stale')
  await deliverReport(page, stack.url, kev(1))
  await expect(async () => {
    await page.reload()
    await expect(row(page, 'CISA KEV')).toContainText('Fresh', { timeout: 1000 })
  }).toPass()
  await expect(row(page, 'CISA KEV')).toContainText('v1')
  await expect(row(page, 'EPSS')).toContainText('never loaded')
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
  await tabTo(page, row(page, 'CISA KEV').getByRole('link', { name: 'one more report' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'kev report' })).toBeVisible()
  await expectForEverybody(page)
})

test('an issue says what the feeds say of its vulnerability', async ({ pageAs, stack }) => {
  const page = await pageAs('security', '/issues')
  await deliverReport(page, stack.url, kev(0))
  const name = `shop/kelp-${Date.now()}:1`
  const found = ['CVE-2031-4001', 'CVE-2031-4999'].map((VulnerabilityID) => ({
    ...{ VulnerabilityID, PkgName: 'kelp', Severity: 'HIGH' },
  }))
  const result = { Target: name, Class: 'os-pkgs', Type: 'debian', Vulnerabilities: found }
  const scan = { SchemaVersion: 2, ArtifactName: name, ArtifactType: 'container_image', Results: [result] }
  const id = await deliverReport(page, stack.url, scan)
  const report = async () => (await page.request.get(`/api/v1/reports/${id}`)).json()
  await expect.poll(async () => (await report()).status).toBe('processed')
  const { opened } = (await report()).changes
  for (const [title, told] of [
    ['CVE-2031-4001', /in the CISA catalogue since.*used in ransomware campaigns.*must act by.*Update the kelp\./],
    ['CVE-2031-4999', /not in the CISA catalogue/],
  ] as const) {
    const issue = opened.find((one: { title: string }) => one.title.startsWith(title))
    await page.goto(`/issues/${issue.id}`)
    await expect(
      page
        .getByText(told)
        .or(page.locator('dd').filter({ hasText: told }))
        .first(),
    ).toBeVisible()
    await expectForEverybody(page)
  }
})
