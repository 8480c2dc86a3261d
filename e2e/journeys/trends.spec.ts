import { readFile } from 'node:fs/promises'
import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('a manager goes from the overview to the trends, down to the rows, to paper and to a file', async ({ pageAs }) => {
  const page = await pageAs('manager', '/')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  for (const stage of ['Build', 'Deploy', 'Runtime']) {
    const column = page.getByRole('region', { name: stage })
    for (const part of ['Came', 'Stopped', 'Got through', 'Not known'])
      await expect(column.getByRole('heading', { name: part })).toBeVisible()
  }
  await expect(page.getByRole('table', { name: 'Most dangerous workloads' }).getByRole('row').nth(1)).toBeVisible()
  await expectForEverybody(page)

  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await expect(page.getByRole('heading', { level: 1, name: 'Trends' })).toBeVisible()
  const opened = page.locator('dl > div').filter({ hasText: /^Opened/ })
  await expect(opened).toContainText(/\d/, { timeout: 70_000 })
  await expect(
    page
      .getByRole('img', { name: /^Opened against remediated/ })
      .locator('svg')
      .first(),
  ).toBeVisible()
  await expectForEverybody(page)

  // Every number says what it counts.
  await tabTo(page, opened.getByRole('link'))
  await expect(page.getByRole('tooltip')).toContainText('opened for the first time')
  const count = Number((await opened.getByRole('link').textContent())?.replaceAll(',', ''))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Rows behind: opened' })).toBeVisible()
  const rows = page.getByRole('grid', { name: 'Rows behind Opened' }).getByRole('row')
  await expect(rows.nth(1)).toContainText('Opened')
  await expectForEverybody(page)
  const exported = await page.request.get('/api/v1/metrics/rows/export?figure=opened')
  expect((await exported.text()).trim().split('\r\n')).toHaveLength(count + 1)

  await page.goBack()
  await page.getByRole('button', { name: 'Show as table' }).first().click()
  await expect(page.getByRole('table', { name: 'Opened against remediated' })).toBeVisible()
  await expectForEverybody(page)

  await page.getByRole('link', { name: 'One page a team' }).click()
  await expect(page.getByRole('article').first().getByRole('table')).toContainText('Time to remediation, median')
  await expectForEverybody(page)
  const teams = await page.getByRole('article').count()
  const paper = await page.pdf({ format: 'A4' })
  expect(paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(teams)

  await page.goBack()
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export these figures as CSV' }).click(),
  ])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  expect(lines[0]).toContain('ttr_median_seconds')
  expect(lines[1]).toContain('All teams')
  expect(lines.length).toBeGreaterThan(2)
})

test('each number of the overview leads to its rows, also by keyboard, and it is read on a phone', async ({
  pageAs,
}) => {
  const page = await pageAs('manager', '/overview')
  // A number of the pipeline leads to its rows: of the period, and without what it does not count.
  const deploy = page.getByRole('region', { name: 'Deploy' })
  await tabTo(page, deploy.getByRole('listitem').filter({ hasText: 'asked for' }).getByRole('link'))
  await expect(page.getByRole('tooltip')).toContainText('trial runs left out')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^No trial runs/ })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Decisions' }).getByRole('row').nth(1)).toBeVisible()
  await expectForEverybody(page)
  await page.getByRole('button', { name: /^Since / }).click()
  await expect(page).not.toHaveURL(/since=/)
  await page.goBack()
  await expect(deploy).toContainText('refused')

  // On a phone a table of facts is a list of headings and values, and nothing scrolls sideways.
  await page.setViewportSize({ width: 390, height: 844 })
  const cell = page.getByRole('table', { name: 'Most dangerous workloads' }).getByRole('cell').first()
  expect(await cell.evaluate((element) => getComputedStyle(element, '::before').content)).toBe('"Workload"')
  await expectForEverybody(page)
})

test('trends are narrowed by a team and a severity, told apart by attribution, and pasted as a link', async ({
  pageAs,
}) => {
  const page = await pageAs('security', '/trends?team=payments&as=now&days=90')
  await expect(page.getByText('Payments, ')).toBeVisible()
  await expect(page.getByText('As it is today: each number')).toBeVisible()
  await page.getByLabel('Severity').selectOption('Critical')
  await expect(page).toHaveURL(/severity=critical/)
  await expect(page.getByText('Payments · critical')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(page).not.toHaveURL(/team=/)
  await page.getByLabel('Period', { exact: true }).selectOption('From … to …')
  await expect(page.getByLabel('First day')).toBeVisible()
  await expect(page).toHaveURL(/from=/)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
})

test('a developer sees the figures of the own teams only', async ({ pageAs }) => {
  const page = await pageAs('developer', '/trends')
  await expect(page.getByText('Your teams, ')).toBeVisible()
  const table = page.getByRole('table', { name: 'Figures by team' })
  await expect(table).toContainText('Payments')
  await expect(table).not.toContainText('Fulfilment')
})

test('a failure keeps the filters and can be tried again', async ({ pageAs }) => {
  const page = await pageAs('manager', '/trends?days=7')
  await page.route('**/api/v1/metrics?*', (route) =>
    // The browser reports a failed load as an error of its own; a refusal that is expected is none.
    route.fulfill({ status: 200, contentType: 'text/html', body: 'not what the API answers' }),
  )
  await page.getByLabel('Kind').selectOption('Secret')
  await expect(page.getByText('Could not load the figures')).toBeVisible()
  await page.unroute('**/api/v1/metrics?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText(/secret, \d/)).toBeVisible()
})
