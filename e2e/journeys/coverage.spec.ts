import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('what was never scanned comes first with the command that scans it, and every stage says out of how many', async ({
  pageAs,
}) => {
  const page = await pageAs('security', '/coverage')
  const totals = page.getByRole('region', { name: 'Coverage by stage' })
  await expect(totals.getByRole('row')).toHaveCount(4)
  await expect(totals.getByRole('row').nth(1)).toContainText(/\d+ of \d+/)
  await expect(page.getByRole('heading', { level: 2, name: 'Run, and were never scanned' })).toBeVisible()
  const command = page.locator('pre').first()
  await expect(command).toContainText(
    /^trivy image --format json -- \S+ \| npx plimsoll ingest - --source trivy --wait$/,
  )
  await expectForEverybody(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1440, height: 900 })

  // By keyboard: from a total to the workloads behind it.
  await tabTo(page, totals.getByRole('link').first())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/[?&]gap=build/)
  const rows = page.getByRole('grid', { name: 'Coverage of workloads' }).getByRole('row')
  await expect(rows.nth(1)).toBeVisible()
  await page.getByLabel('What is missing').selectOption('all')
  await page.getByLabel('Name, namespace, cluster or image').fill('no-such-thing')
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
