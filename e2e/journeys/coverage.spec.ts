import type { Page } from '@playwright/test'
import { deliverReport } from '../deliver.ts'
import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'
import { askGate } from '../gate.ts'
import type { Stack } from '../stack.ts'

const IMAGE = 'registry.edge.example/kiosk/screen'
const DIGEST = `sha256:${'5c'.repeat(32)}`

/** A cluster without a sensor admits a workload whose image nobody scanned. */
async function admitUnscanned(page: Page, stack: Stack): Promise<void> {
  const made = await page.request.post('/api/v1/tokens', {
    headers: { origin: stack.url },
    data: { name: 'edge', kinds: ['admission'], cluster: 'edge-eu' },
  })
  const { token } = await made.json()
  const containers = [{ name: 'screen', image: `${IMAGE}:3@${DIGEST}` }]
  const answer = await askGate(
    stack,
    { cluster: 'edge-eu', token },
    {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      request: {
        ...{ uid: crypto.randomUUID(), operation: 'CREATE', namespace: 'kiosk', name: 'screen' },
        kind: { group: 'apps', version: 'v1', kind: 'Deployment' },
        object: { metadata: { name: 'screen' }, spec: { replicas: 1, template: { spec: { containers } } } },
        userInfo: { username: 'ci' },
      },
    },
  )
  expect(answer.response.allowed).toBe(true)
}

test('what was never scanned comes first with its command, and a scan takes it off the list', async ({
  pageAs,
  stack,
}) => {
  const page = await pageAs('security', '/coverage')
  await admitUnscanned(page, stack)
  const totals = page.getByRole('region', { name: 'Coverage by stage' })
  const command = page.locator('pre', { hasText: IMAGE })
  await expect(async () => {
    await page.reload()
    await expect(command).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
  await expect(command).toHaveText(
    `trivy image --format json -- ${IMAGE}@${DIGEST} | npx plimsoll ingest - --source trivy --wait`,
  )
  await expect(totals.getByRole('row')).toHaveCount(4)
  await expect(totals.getByRole('row').nth(1)).toContainText(/\d+ of \d+/)
  await expectForEverybody(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1440, height: 900 })

  // By keyboard, from a total to the workloads behind it.
  await tabTo(page, totals.getByRole('link').first())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/[?&]gap=build/)
  const rows = page.getByRole('grid', { name: 'Coverage of workloads' }).getByRole('row')
  await expect(rows.nth(1)).toContainText('kiosk/screen')
  await expect(rows.nth(1)).toContainText('never scanned')
  await expect(rows.nth(1)).toContainText('no sensor')

  await deliverReport(page, stack.url, {
    SchemaVersion: 2,
    CreatedAt: new Date().toISOString(),
    ArtifactName: `${IMAGE}@${DIGEST}`,
    ArtifactType: 'container_image',
    Metadata: { RepoTags: [`${IMAGE}:3`], RepoDigests: [`${IMAGE}@${DIGEST}`] },
    Results: [{ Target: `${IMAGE} (debian 12)`, Class: 'os-pkgs', Type: 'debian' }],
  })
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Run, and were never scanned' })).toBeVisible({ timeout: 3_000 })
    await expect(command).toHaveCount(0, { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await page.getByLabel(/^Name, .*image$/).fill('no-such-thing')
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(rows.nth(2)).toBeVisible()
})

test('what is expected of a source is set where it is listed', async ({ pageAs }) => {
  const page = await pageAs('security', '/coverage')
  await page.getByRole('switch', { name: 'Also those that report' }).click()
  await expect(page).toHaveURL(/[?&]sources=true/)
  const sources = page.getByRole('region', { name: 'Sources and their rhythm' })
  await sources
    .getByRole('button', { name: /^What is expected of/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: 'What is expected' })
  await expect(dialog).toBeVisible()
  await expectForEverybody(page)
  await dialog.getByLabel('Every so many hours').fill('48')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(sources.getByText('2 d, set by hand')).toBeVisible()
})

test('every list says out of how much it counts', async ({ pageAs }) => {
  const page = await pageAs('manager', '/issues')
  for (const path of ['/issues', '/images', '/components', '/workloads']) {
    await page.goto(path)
    await expect(page.getByText(/^Scanned \d+ of \d+ image versions that run/)).toBeVisible()
  }
  await page.goto('/decisions')
  await expect(page.getByText(/^The gate asks in \d+ of \d+ clusters?$/)).toBeVisible()
})
