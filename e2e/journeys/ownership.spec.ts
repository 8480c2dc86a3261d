import type { Page } from '@playwright/test'
import { inDatabase } from '../database.ts'
import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

const rules = (page: Page) => page.getByRole('list', { name: 'Ownership rules in their order' })

test.beforeEach(async ({ stack }) => {
  await inDatabase(stack, (database) =>
    database.query('DELETE FROM ownership_rule; DELETE FROM team_alias; DELETE FROM owner_file'),
  )
})

test('a security person writes rules by keyboard, sees what would change, saves, and owners follow in the background', async ({
  pageAs,
}) => {
  const page = await pageAs('security', '/settings/ownership')
  await expect(page.getByText('There is no rule.')).toBeVisible()
  await expectForEverybody(page)
  await tabTo(page, page.getByRole('button', { name: 'Add a rule' }))
  await page.keyboard.press('Enter')
  await page.getByLabel('Way of rule 1').selectOption('base-image')
  await page.getByLabel('Pattern of rule 1').fill('debian:12')
  await expect(page.getByText('Leave the tag out')).toBeVisible()
  await expect(page.getByRole('button', { name: 'See what would change' })).toBeDisabled()
  await page.getByLabel('Pattern of rule 1').fill('docker.io/library/debian')
  await page.getByLabel('Team of rule 1').selectOption({ label: 'Platform' })
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByLabel('Pattern of rule 2').fill('nobody-*')
  await page.getByLabel('Team of rule 2').selectOption({ label: 'Platform' })
  await page.getByLabel('Pattern of rule 2').press('Alt+ArrowUp')
  await expect(page.getByRole('status').filter({ hasText: 'Now rule 1 of 2' })).toBeAttached()
  await expect(rules(page).getByRole('listitem').first().getByRole('textbox')).toHaveValue('nobody-*')
  await page.getByRole('button', { name: 'Remove rule 1' }).click()

  await tabTo(page, page.getByRole('button', { name: 'See what would change' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Looked at [\d,]+ issues/)).toBeVisible()
  await expectForEverybody(page)
  await tabTo(page, page.getByRole('button', { name: 'Save and find owners anew' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Rules saved')).toBeVisible()
  await expect(page.getByText(/Finding owners anew/)).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Pattern of rule 1')).toHaveValue('docker.io/library/debian')
  await expect(page.getByText(/Version \d+, saved/)).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
})

test('a CODEOWNERS file is looked at before it is imported; a name that means no team is learnt', async ({
  pageAs,
}) => {
  const page = await pageAs('security', '/settings/ownership?tab=files')
  await page.getByRole('button', { name: 'Import a file' }).click()
  const dialog = page.getByRole('dialog')
  const content = '* @tidewater/payments\n/k8s/ @tidewater/platform-squad\n!secret @x\n'
  await dialog
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'CODEOWNERS', mimeType: 'text/plain', buffer: Buffer.from(content) })
  await dialog.getByLabel('Repository').fill('tidewater/pay-api')
  await dialog.getByRole('button', { name: 'See what it would add' }).click()
  await expect(dialog.getByText('Line 3:')).toBeVisible()
  await expect(dialog.getByText('2 new, 0 gone, 0 as before')).toBeVisible()
  await expectForEverybody(page)
  await dialog.getByRole('button', { name: 'Import 2 owners' }).click()
  const row = page
    .getByRole('table', { name: 'Imported files' })
    .getByRole('row', { name: /Show CODEOWNERS of tidewater\/pay-api/ })
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: /^Show/ }).click()
  await expect(dialog.getByText('no team')).toBeVisible()
  await page.keyboard.press('Escape')
  await row.getByRole('button', { name: /^Import CODEOWNERS/ }).click()
  await dialog
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'CODEOWNERS', mimeType: 'text/plain', buffer: Buffer.from(content) })
  await dialog.getByRole('button', { name: 'See what it would add' }).click()
  await expect(dialog.getByText('0 new, 0 gone, 2 as before')).toBeVisible()
  await dialog.getByRole('button', { name: 'Say that it means platform' }).click()
  await expect(page.getByLabel('Name 1', { exact: true })).toHaveValue('@tidewater/platform-squad')
  await page.getByRole('button', { name: 'Throw them away' }).click()
  await page.getByRole('tab', { name: 'Imported owners' }).click()
  await row.getByRole('button', { name: /^Forget/ }).click()
  await expect(page.getByText('No file was imported yet')).toBeVisible()
})

test('what nobody owns leads to a rule; a developer looks and changes nothing', async ({ pageAs }) => {
  const page = await pageAs('security', '/settings/ownership?tab=unowned')
  await expect(page.getByRole('heading', { name: 'Unowned' })).toBeVisible()
  await expect(page.getByText(/belong to nobody/)).toBeVisible()
  await expectForEverybody(page)

  const looking = await pageAs('developer', '/settings/ownership')
  await expect(looking.getByText('The first way that names a team decides')).toBeVisible()
  await expect(looking.getByRole('button', { name: 'Add a rule' })).toHaveCount(0)
  for (const tab of ['Unowned', 'Imported owners', 'Team names', 'Sign-in groups']) {
    await looking.getByRole('tab', { name: tab }).click()
    await expectForEverybody(looking)
  }
})
