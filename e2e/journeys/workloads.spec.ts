import { expectForEverybody, firstRowByKey, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('a workload is found, opened and left by keyboard, and leads to its issues', async ({ pageAs }) => {
  const page = await pageAs('manager', '/workloads')
  const rows = page.getByRole('grid', { name: 'Workloads' }).getByRole('row')
  await expect(rows.nth(2)).toBeVisible()
  await expectForEverybody(page)
  await tabTo(page, page.getByLabel('Name, namespace or cluster'))
  await page.keyboard.type('shipping')
  await expect(page).toHaveURL(/[?&]q=shipping/)
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText('fulfilment')
  await firstRowByKey(page)
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1, name: 'shipping' })).toBeVisible()
  await expect(page.getByText('broke glass').first()).toBeVisible()
  await expect(page.getByText('unknown').first()).toHaveAttribute('title', /Nothing reports services/)
  await expect(page.getByRole('table', { name: 'Alerts' }).getByText('Terminal shell in container')).toBeVisible()
  await expect(page.getByText('falco:')).toHaveCount(0)
  await expectForEverybody(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await tabTo(page, page.getByRole('link', { name: 'Open issues' }).first())
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Issues' })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Issues' }).getByRole('row').nth(1)).toContainText('shipping')
  await page.goBack()
  await page.goBack()
  await expect(page).toHaveURL(/[?&]q=shipping/)
  await expect(rows).toHaveCount(2)
})

test('what nothing matches says so, and a failure keeps the page and can be tried again', async ({ pageAs }) => {
  const page = await pageAs('security', '/workloads?q=no-such-thing')
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(page.getByRole('grid', { name: 'Workloads' }).getByRole('row').nth(2)).toBeVisible()
  await page.route('**/api/v1/workloads?*', (route) =>
    route.fulfill({
      // The browser reports a failed load as an error of its own; a refusal that is expected is none.
      status: 200,
      contentType: 'text/html',
      body: 'not what the API answers',
    }),
  )
  await page.getByLabel('Name, namespace or cluster').fill('shipping')
  await expect(page.getByText('Could not load the workloads')).toBeVisible()
  await expectForEverybody(page)
  await page.unroute('**/api/v1/workloads?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('grid', { name: 'Workloads' }).getByRole('row')).toHaveCount(2)
})
