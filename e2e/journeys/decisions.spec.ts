import { expectForEverybody, firstRowByKey, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('a developer finds by keyboard why a deploy was refused', async ({ pageAs }) => {
  const page = await pageAs('security', '/decisions')
  const rows = page.getByRole('grid', { name: 'Decisions' }).getByRole('row')
  await expect(rows.nth(2)).toBeVisible()
  await expectForEverybody(page)
  await tabTo(page, page.getByRole('combobox', { name: 'Answer' }))
  await page.keyboard.type('Refused')
  await expect(page).toHaveURL(/verdict=deny/)
  await expect(rows).toHaveCount(3)
  await firstRowByKey(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('Refused').first()).toBeVisible()
  const policies = page.getByRole('region', { name: 'Policies' })
  await expect(policies.getByText(/deny|refus/i).first()).toBeVisible()
  await expectForEverybody(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
})

test('a decision of another team, and one that is not there, look the same', async ({ pageAs }) => {
  const page = await pageAs('developer', '/decisions')
  for (const id of ['00000000-0000-4000-8000-000000000000', 'nonsense']) {
    expect((await page.request.get(`/decisions/${id}`)).status(), id).toBe(404)
  }
})
