import type { Page } from '@playwright/test'
import type { IssuePage } from '../../lib/contract/issues.ts'
import { deliverReport } from '../deliver.ts'
import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

const CVE = 'CVE-2031-40001'
const statements = (page: Page) => page.getByRole('region', { name: 'Statements' })

const scan = {
  SchemaVersion: 2,
  ArtifactName: 'registry.tidewater.example/harbour/buoy:1',
  ArtifactType: 'container_image',
  Results: [
    {
      ...{ Target: 'buoy (debian 12)', Class: 'os-pkgs', Type: 'debian' },
      Vulnerabilities: [{ VulnerabilityID: CVE, PkgName: 'kelp', InstalledVersion: '1.0', Severity: 'HIGH' }],
    },
  ],
}
const vex = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://vex.tidewater.example/buoy/1',
  author: 'Harbour team <b>',
  timestamp: '2026-11-01T09:00:00Z',
  statements: [
    {
      vulnerability: { name: CVE },
      products: [{ '@id': 'pkg:oci/buoy?repository_url=registry.tidewater.example/harbour/buoy' }],
      ...{ status: 'not_affected', justification: 'vulnerable_code_not_in_execute_path' },
    },
  ],
}

/** Waits until the issue of the CVE has this status, and tells its address. */
async function issueThatIs(page: Page, status: string): Promise<string> {
  const search = encodeURIComponent(`is:${status} cve:${CVE}`)
  let id: number | undefined
  await expect(async () => {
    const list: IssuePage = await (await page.request.get(`/api/v1/issues?q=${search}`)).json()
    id = list.rows[0]?.id
    expect(id).toBeDefined()
  }).toPass()
  return `/issues/${id}`
}

test('a vendor states that nothing is affected; the security team revokes that by keyboard, and restores it', async ({
  pageAs,
  stack,
}) => {
  const page = await pageAs('security', '/issues')
  await deliverReport(page, stack.url, scan)
  await issueThatIs(page, 'open')
  await deliverReport(page, stack.url, vex)
  const issue = await issueThatIs(page, 'dismissed')
  await page.goto(issue)
  await expect(page.getByText('Dismissed by a statement of Harbour team <b>')).toBeVisible()
  await expect(statements(page).getByText('The vulnerable code is never run')).toBeVisible()
  await expect(statements(page).getByText('The issue is dismissed by it.')).toBeVisible()

  await tabTo(page, statements(page).getByRole('button', { name: 'Revoke the statement of Harbour team <b>' }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Revoke the statement of Harbour team <b>' })
  await expect(dialog).toBeVisible()
  await expectForEverybody(page)
  await page.keyboard.type('A job of ours runs it')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(statements(page).getByText('A job of ours runs it')).toBeVisible()
  await issueThatIs(page, 'open')

  await statements(page).getByRole('button', { name: 'Restore the statement of Harbour team <b>' }).click()
  await page.keyboard.type('The job is gone')
  await page.keyboard.press('Control+Enter')
  await expect(statements(page).getByText('The issue is dismissed by it.')).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)

  const manager = await pageAs('manager', issue)
  await expect(statements(manager).getByText('The issue is dismissed by it.')).toBeVisible()
  await expect(statements(manager).getByRole('button')).toHaveCount(0)
})
