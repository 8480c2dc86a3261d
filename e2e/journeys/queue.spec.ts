import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

const rows = (page: Page) => page.locator('tbody tr[data-index]')
const panel = (page: Page) => page.locator('[data-side-panel]')

async function openQueue(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Issues' })).toBeVisible()
  await expect(rows(page).first()).toBeVisible()
}

test('the most dangerous issue is on top, and a laptop shows at least 18', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  await openQueue(page)
  const risks = (await rows(page).locator('[title^="Risk "]').allInnerTexts()).map((text) =>
    Number(text.match(/\d+/)?.[0]),
  )
  expect(risks).toEqual(risks.toSorted((a, b) => b - a))
  const visible = await rows(page).evaluateAll(
    (all) => all.filter((row) => row.getBoundingClientRect().bottom <= window.innerHeight).length,
  )
  expect(visible).toBeGreaterThanOrEqual(Math.min(18, risks.length))
})

test('text, facets, chips and address say the same', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  await openQueue(page)
  const box = page.getByRole('combobox', { name: 'Filter issues' })
  await expect(box).toHaveValue('is:open snoozed:no')

  await page.keyboard.press('/')
  await expect(box).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.type(' sev')
  await expect(page.getByRole('option', { name: /severity:/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.type('cri')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=is:open\+snoozed:no\+severity:critical/)

  await page.getByRole('button', { name: 'Severity Critical' }).click()
  const high = page.getByRole('listitem').filter({ hasText: 'High' })
  await expect(high).toContainText(/\d/)
  await high.getByRole('checkbox').click()
  await expect(box).toHaveValue('is:open snoozed:no severity:critical severity:high')
  await page.keyboard.press('Escape')

  await box.fill('is:open nothing-is-called-this')
  await box.press('Enter')
  await expect(page.getByRole('heading', { name: 'No issues match' })).toBeVisible()
  await page.getByRole('button', { name: 'Remove Text nothing-is-called-this' }).click()
  await expect(box).toHaveValue('is:open')
  await openQueue(page)

  await page.goBack()
  await page.goBack()
  await expect(box).toHaveValue('is:open snoozed:no severity:critical severity:high')
})

test('an issue is looked at, given away and taken back by keyboard alone', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  await openQueue(page)
  await page.keyboard.press('j')
  await page.keyboard.press('o')
  const title = panel(page).getByRole('heading').first()
  await expect(title).toHaveText(await nameOf(page, 0))
  await page.keyboard.press('j')
  await expect(title).toHaveText(await nameOf(page, 1))
  const address = page.url()
  expect(address).toMatch(/issue=\d+/)

  await page.keyboard.press('a')
  await page.getByRole('dialog', { name: 'Assign to' }).getByRole('combobox').fill('Me')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Assigned to /).first()).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Assign to' })).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Assigned to nobody')).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(panel(page)).toBeHidden()
  const again = await pageAs('security', new URL(address).pathname + new URL(address).search)
  const sameTitle = panel(again).getByRole('heading').first()
  await expect(sameTitle).toHaveText(await nameOf(again, 1))
  await again.keyboard.press('k')
  await expect(sameTitle).toHaveText(await nameOf(again, 0))
})

test('accepting a risk needs a reason, keeps the row in its place and can be undone', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  await openQueue(page)
  const name = await nameOf(page, 0)
  await page.keyboard.press('j')
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog', { name: 'Accept the risk' })
  await dialog.getByRole('button', { name: /^Accept until \d/ }).click()
  await expect(dialog.getByText('Write a few words first.')).toBeVisible()
  await dialog.getByLabel('Why is it acceptable until then?').fill('The service is switched off next week.')
  await dialog.getByRole('button', { name: /^Accept until \d/ }).click()
  await expect(dialog).toBeHidden()
  await expect(rows(page).first()).toContainText('Risk accepted')
  expect(await nameOf(page, 0)).toBe(name)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rows(page).first()).not.toContainText('Risk accepted')
})

test('several are changed at once, each with its own result; somebody else hears of it', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues?q=is:open+kind:vulnerability')
  await openQueue(page)
  const other = await pageAs('admin', '/issues?q=is:dismissed')
  await expect(other.getByRole('heading', { level: 1, name: 'Issues' })).toBeVisible()
  const before = await totalOf(other)
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  const bar = page.getByRole('region', { name: 'Selected issues' })
  await expect(bar).toContainText('2 selected')
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: 'Dismiss' })
  await dialog.getByLabel('Why is it not a problem?').fill('Test data.')
  await dialog.getByRole('button', { name: 'Dismiss' }).click()
  await bar.getByRole('button', { name: /2 done/ }).click()
  await expect(page.getByRole('dialog', { name: 'Results' }).getByRole('listitem')).toHaveCount(2)
  await page.keyboard.press('Escape')

  if (before > 0) await other.getByRole('button', { name: '2 new' }).click()
  await expect.poll(() => totalOf(other)).toBe(before + 2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rows(page).first()).not.toContainText('Dismissed')
})

test('the exact set leaves as a file', async ({ pageAs }) => {
  const page = await pageAs('auditor', '/issues?q=is:open+severity:critical')
  await openQueue(page)
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  expect((await download).url()).toContain('q=is%3Aopen+severity%3Acritical')
})

test('a developer starts with what is theirs and nobody’s, and is offered what they may do', async ({ pageAs }) => {
  const page = await pageAs('developer', '/issues')
  await openQueue(page)
  await expect(page.getByRole('combobox', { name: 'Filter issues' })).toHaveValue(
    'is:open snoozed:no team:mine team:none',
  )
  await page.keyboard.press('j')
  await page.keyboard.press('o')
  await expect(panel(page).getByRole('button', { name: 'Assign' })).toBeVisible()
  await expect(panel(page).getByRole('button', { name: 'Accept risk' })).toHaveCount(0)
})

test('the queue and its panel can be used by everybody', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  await openQueue(page)
  await page.keyboard.press('j')
  await page.keyboard.press('o')
  await expect(panel(page).getByRole('button', { name: 'Assign' })).toBeVisible()
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
})

/** How many issues match, as the page says. */
async function totalOf(page: Page): Promise<number> {
  const text = await page
    .getByRole('status')
    .filter({ hasText: /\d issues?$/ })
    .textContent()
  return Number(text?.replace(/\D/g, ''))
}

/** The title of a row, as its tick box names it. */
async function nameOf(page: Page, index: number): Promise<string> {
  const label = await rows(page).nth(index).getByRole('checkbox').getAttribute('aria-label')
  return (label ?? '').replace(/^Select /, '')
}
