import { expectForEverybody, firstRowByKey, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('an image is found and opened by keyboard, shows what is known of it, and leads to its issues', async ({
  pageAs,
}) => {
  const page = await pageAs('manager', '/issues')
  await expect(page.getByRole('grid', { name: 'Issues' }).getByRole('row').nth(1)).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await expect(page.getByRole('heading', { level: 1, name: 'Images' })).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 10_000 })
  const rows = page.getByRole('grid', { name: 'Images' }).getByRole('row')
  await expect(rows.nth(2)).toBeVisible()
  await expectForEverybody(page)
  await tabTo(page, page.getByLabel('Words of the name'))
  await page.keyboard.type('pay')
  await expect(page).toHaveURL(/[?&]q=pay/)
  await expect(rows.nth(1)).toContainText('pay')
  await firstRowByKey(page)
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1, name: /pay/ })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: 'Layers' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: 'Provenance' })).toBeVisible()
  await expectForEverybody(page)
  await tabTo(page, page.getByRole('tab', { name: 'Version', exact: true }))
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/[?&]tab=history/)
  await expect(page.getByRole('table', { name: 'Versions' }).getByText('sha256:').first()).toBeVisible()
  await expectForEverybody(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await tabTo(page, page.getByRole('link', { name: 'Open issues' }).first())
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Issues' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/[?&]tab=history/)
})

test('a workload’s container leads to its image', async ({ pageAs }) => {
  const page = await pageAs('security', '/workloads?q=shipping')
  await firstRowByKey(page)
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1, name: 'shipping' })).toBeVisible()
  const container = page.getByRole('heading', { level: 2, name: 'Containers' }).locator('xpath=ancestor::section')
  await container.getByRole('link').first().click()
  await expect(page).toHaveURL(/\/images\/\d+/)
  await expect(page.getByRole('table', { name: 'Where it runs' })).toContainText('shipping')
})

test('what nothing matches says so, and a failure keeps the page and can be tried again', async ({ pageAs }) => {
  const page = await pageAs('security', '/images?q=no-such-thing')
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  const rows = page.getByRole('grid', { name: 'Images' }).getByRole('row')
  await expect(rows.nth(2)).toBeVisible()
  await page.route('**/api/v1/images?*', (route) =>
    // The browser reports a failed load as an error of its own; a refusal that is expected is none.
    route.fulfill({ status: 200, contentType: 'text/html', body: 'not what the API answers' }),
  )
  await page.getByLabel('Words of the name').fill('pay')
  await expect(page.getByText('Could not load the images')).toBeVisible()
  await expectForEverybody(page)
  await page.unroute('**/api/v1/images?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(rows.nth(1)).toContainText('pay')
})
