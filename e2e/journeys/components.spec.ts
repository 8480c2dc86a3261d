import { expectForEverybody, firstRowByKey, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('who ships a component in a range of versions is asked and followed to the image by keyboard', async ({
  pageAs,
}) => {
  const page = await pageAs('security', '/components')
  await expect(page.getByRole('heading', { level: 2, name: 'Who ships a component?' })).toBeVisible()
  await expectForEverybody(page)
  await tabTo(page, page.getByLabel('Component', { exact: true }))
  await page.keyboard.type('libssl3')
  await expect(page).toHaveURL(/[?&]q=libssl3/)
  const rows = page.getByRole('grid', { name: 'Who ships it' }).getByRole('row')
  await expect(rows.nth(1)).toContainText('3.0')
  await expect(page.getByText(/^\d+\+? places?$/)).toBeVisible()
  await expectForEverybody(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await tabTo(page, page.getByLabel('Versions, such as < 2.17'))
  await page.keyboard.type('< 1.0')
  await expect(page.getByText('No places match')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('>= 3.0 < 4')
  await expect(rows.nth(1)).toContainText('3.0')
  await firstRowByKey(page)
  await page.keyboard.press('o')
  await expect(page).toHaveURL(/\/images\/\d+\?version=\d+/)
  await page.goBack()
  await expect(rows.nth(1)).toContainText('3.0')
})

test('a package of an image leads to who else ships it', async ({ pageAs }) => {
  const page = await pageAs('security', '/images?q=orders')
  await page.getByRole('grid', { name: 'Images' }).getByRole('link').first().click()
  await page.getByRole('tab', { name: 'Packages' }).click()
  const packages = page.getByRole('grid', { name: 'Packages' }).getByRole('row')
  await page.getByLabel('Part of a package’s name').fill('libssl3')
  await expect(packages).toHaveCount(2)
  await expectForEverybody(page)
  await packages.nth(1).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Components' })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Who ships it' })).toContainText('orders')
})

test('what nobody ships says what that is worth, and a failure can be tried again', async ({ pageAs }) => {
  const page = await pageAs('developer', '/components?q=no-such-thing')
  await expect(page.getByText('Nobody is known to ship no-such-thing')).toBeVisible()
  await expectForEverybody(page)
  await page.route('**/api/v1/components?*', (route) =>
    // The browser reports a failed load as an error of its own; a refusal that is expected is none.
    route.fulfill({ status: 200, contentType: 'text/html', body: 'not what the API answers' }),
  )
  await page.getByLabel('Component', { exact: true }).fill('libssl3')
  await expect(page.getByText('Could not load the components')).toBeVisible()
  await page.unroute('**/api/v1/components?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('grid', { name: 'Who ships it' }).getByRole('row').nth(1)).toBeVisible()
})
