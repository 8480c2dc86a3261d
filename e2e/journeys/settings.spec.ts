import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('somebody is invited, joins, gets another role and is disabled, and the audit log says so', async ({
  pageAs,
  browser,
  stack,
}) => {
  const page = await pageAs('admin', '/settings/people')
  // An address of its own, because a second try finds the first one's account.
  const who = `nia-${Date.now()}`
  const email = `${who}@tidewater.example`
  await expect(page.getByRole('row', { name: /^Dana Dev/ })).toBeVisible()
  await expectForEverybody(page)
  await tabTo(page, page.getByRole('button', { name: 'Invite somebody' }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await tabTo(page, dialog.getByLabel('E-mail address'))
  await page.keyboard.type(email)
  await tabTo(page, dialog.getByRole('checkbox', { name: 'Payments' }))
  await page.keyboard.press('Space')
  await expectForEverybody(page)
  await tabTo(page, dialog.getByRole('button', { name: 'Make the link' }))
  await page.keyboard.press('Enter')
  const link = (await dialog.getByText(/\/welcome#/).textContent()) ?? ''
  await expectForEverybody(page)
  await dialog.getByRole('button', { name: 'I have copied it' }).click()
  await expect(page.getByRole('table', { name: 'Open invitations' }).getByRole('row', { name: email })).toBeVisible()

  const context = await browser.newContext()
  const joiner = await context.newPage()
  await joiner.goto(link)
  await expect(joiner.getByText('You join as developer of Payments')).toBeVisible()
  await expectForEverybody(joiner)
  await joiner.getByLabel('Your name').fill(who)
  await joiner.getByLabel('Password', { exact: true }).fill('seven gulls on the pier')
  await joiner.keyboard.press('Enter')
  await expect(joiner.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()

  await page.reload()
  const row = page.getByRole('table', { name: 'People' }).getByRole('row', { name: new RegExp(`^${who}`) })
  await expect(row).toContainText('Payments')
  await row.getByRole('button', { name: `Edit ${who}` }).click()
  await dialog.getByLabel('Role').selectOption('manager')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('manager')
  await row.getByRole('button', { name: `Edit ${who}` }).click()
  await expectForEverybody(page)
  await dialog.getByRole('button', { name: 'Disable the account and end its sessions' }).click()
  await expect(row).toContainText('disabled')
  await joiner.goto(`${stack.url}/issues`)
  await expect(joiner).toHaveURL(/\/sign-in/)
  await context.close()

  const audit = await pageAs('auditor', '/settings/audit')
  const log = audit.getByRole('table', { name: 'Audit log' })
  for (const words of [
    /invitation\.create/,
    new RegExp(`user\\.create.*${who}@`),
    /user\.update.*manager/,
    /user\.update.*disabled/,
  ]) {
    await expect(log.getByRole('row').filter({ hasText: words }).first()).toBeVisible()
  }
  await tabTo(audit, audit.getByRole('button', { name: 'Check the chain' }))
  await audit.keyboard.press('Enter')
  await expect(audit.getByText(/^All \d+ rows fit$/)).toBeVisible()
  await expectForEverybody(audit)
})

test('a team is made, renamed and removed by keyboard', async ({ pageAs }) => {
  const page = await pageAs('security', '/settings/teams')
  await expect(page.getByRole('row', { name: /^Payments/ })).toBeVisible()
  await expectForEverybody(page)
  const dialog = page.getByRole('dialog')
  await tabTo(page, page.getByRole('button', { name: 'Make a team' }))
  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByLabel('Name'))
  await page.keyboard.type('Harbour & Lights')
  await expect(dialog.getByLabel('Slug')).toHaveValue('harbour-lights')
  await expectForEverybody(page)
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Edit Harbour & Lights' }))
  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByLabel('Name'))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Lights')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Edit Lights' }))
  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByRole('button', { name: 'Remove the team' }))
  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByRole('button', { name: 'Remove Lights for good' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Edit Lights' })).toHaveCount(0)
  await expect(page.getByRole('row', { name: /^Payments/ })).toBeVisible()
})

test('a person sees where they are signed in and ends another session', async ({ pageAs, stack }) => {
  const signedIn = await fetch(`${stack.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stack.url, 'user-agent': 'lost-laptop' },
    body: JSON.stringify(stack.people.auditor),
  })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const read = () => fetch(`${stack.url}/api/v1/me`, { headers: { cookie } })
  expect((await read()).status).toBe(200)
  const page = await pageAs('auditor', '/settings/account')
  const lost = page.getByRole('row', { name: /lost-laptop/ })
  await expect(lost).toBeVisible()
  await expectForEverybody(page)
  await tabTo(page, lost.getByRole('button', { name: 'End this session' }))
  await page.keyboard.press('Enter')
  await expect(lost).toHaveCount(0)
  expect((await read()).status).toBe(401)
})

test('clusters and keys can be used by everybody, on a phone too', async ({ pageAs }) => {
  const page = await pageAs('security', '/settings/clusters')
  await expect(page.getByRole('row', { name: /prod-eu/ })).toBeVisible()
  await expectForEverybody(page)
  await page.goto('/settings/shortcuts')
  await expect(page.getByText('Go to reports')).toBeVisible()
  await expectForEverybody(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
})
