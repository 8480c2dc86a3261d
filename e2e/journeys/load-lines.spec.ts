import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('a line is set from what loads are today, crossed by a workload, moved with a reason and kept in the history', async ({
  pageAs,
}) => {
  const page = await pageAs('security', '/settings/load-lines')
  await expect(page.getByRole('heading', { level: 2, name: 'Load lines' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Loads' }).getByRole('row').nth(1)).toBeVisible()
  await expectForEverybody(page)

  // By keyboard alone.
  await tabTo(page, page.getByRole('button', { name: 'Set a line' }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Set a load line' })
  await expect(dialog.getByRole('img', { name: /^How the loads are spread/ })).toBeVisible()
  await expect(dialog.getByText(/three of four at most/)).toBeVisible()
  await expectForEverybody(page)
  await tabTo(page, dialog.getByRole('button', { name: /^Take / }))
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Line')).not.toHaveValue('')
  await dialog.getByLabel('Line').fill('0.5')
  await dialog.getByLabel('Reason').fill('Nothing dangerous in production.')
  await dialog.getByRole('button', { name: /^(Set|Move) the line$/ }).click()
  const lines = page.getByRole('region', { name: 'Load lines in force' })
  await expect(lines.getByRole('row').nth(1)).toContainText('Each workload in production')

  const loads = page.getByRole('region', { name: 'Loads' })
  const first = loads.getByRole('row').nth(1)
  await expect(first.getByText('over', { exact: true })).toBeVisible()
  await first.getByRole('button', { name: /^What takes load off/ }).click()
  await expect(page.getByRole('heading', { level: 3 })).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1440, height: 900 })

  await lines
    .getByRole('button', { name: /^Move the line/ })
    .first()
    .click()
  const moving = page.getByRole('dialog', { name: 'Each workload in production' })
  await moving.getByLabel('Line').fill('1000')
  await moving.getByLabel('Reason').fill('The first one was a trial.')
  await moving.getByRole('button', { name: 'Move the line' }).click()
  await expect(lines.getByRole('row').nth(1)).toContainText('1000.0')
  const history = page.getByRole('region', { name: 'History of the load lines' })
  await expect(history).toContainText('The first one was a trial.')
  await expect(history).toContainText('Nothing dangerous in production.')
})

test('gauges say their state in words, with the definition on focus, wherever a load stands', async ({ pageAs }) => {
  const page = await pageAs('manager', '/workloads')
  const gauge = page
    .getByRole('grid', { name: 'Workloads' })
    .getByRole('button', { name: /^Load / })
    .first()
  await expect(gauge).toBeVisible()
  await page.getByRole('grid', { name: 'Workloads' }).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 2, name: 'Load' })).toBeVisible()
  const own = page.getByRole('button', { name: /^Load / }).first()
  await tabTo(page, own)
  await expect(page.getByRole('tooltip')).toContainText('every open issue counts 10·(risk/100)², each once')
  await expectForEverybody(page)
  await page.goto('/settings/teams')
  await expect(
    page
      .getByRole('region', { name: 'Teams' })
      .getByRole('button', { name: /^Load / })
      .first(),
  ).toBeVisible()
  await expectForEverybody(page)
  await page.goto('/settings/clusters')
  await expect(
    page
      .getByRole('region', { name: 'Clusters' })
      .getByRole('button', { name: /^Load / })
      .first(),
  ).toBeVisible()
  await page.goto('/settings/load-lines')
  await expect(page.getByRole('button', { name: 'Set a line' })).toHaveCount(0)
})
