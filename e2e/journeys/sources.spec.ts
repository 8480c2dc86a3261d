import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('each source says when it came last, and each stage has lines to copy', async ({ pageAs }) => {
  const page = await pageAs('security', '/sources')
  const sources = page.getByRole('table', { name: 'Sources' })
  for (const name of ['trivy', 'falco', 'prod-eu', 'staging-eu']) {
    await expect(sources.getByRole('row', { name: new RegExp(`^${name} `) })).toContainText(/ago|just now/)
  }
  await expectForEverybody(page)
  await tabTo(page, page.getByRole('tab', { name: 'Build: scan reports' }))
  for (const [stage, line] of [
    ['Deploy: the API server', /\/admit\/CLUSTER\//],
    ['Runtime: Falco', /http_output/],
  ] as const) {
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('tab', { name: stage, selected: true })).toBeVisible()
    await expect(page.getByRole('tabpanel').getByText(line).first()).toBeVisible()
  }
  await expect(page).toHaveURL(/connect=runtime/)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
})

test('a token is made and revoked by keyboard, and delivers nothing afterwards', async ({ pageAs, stack }) => {
  const page = await pageAs('security', '/sources')
  // A name of its own, because a second try finds the first one's token.
  const name = `for one day ${Date.now()}`
  await tabTo(page, page.getByRole('button', { name: 'New token' }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await tabTo(page, dialog.getByLabel('Name'))
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  const token = (await dialog.getByText(/^plim_[0-9a-f]{64}$/).textContent()) ?? ''
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  const deliver = () =>
    fetch(`${stack.url}/api/v1/ingest/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    })
  expect((await deliver()).status).not.toBe(401)
  const revoke = page.getByRole('button', { name: `Revoke ${name}` })
  await tabTo(page, revoke)
  await page.keyboard.press('Enter')
  await expectForEverybody(page)
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: /^Revoke/ }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: new RegExp(`^${name}`) })).toContainText('revoked')
  await expect.poll(async () => (await deliver()).status).toBe(401)
})

test('who makes no tokens is told who does', async ({ pageAs }) => {
  const page = await pageAs('developer', '/sources')
  await expect(page.getByText('Administrators and the security team make the tokens')).toBeVisible()
  await expect(page.getByRole('button', { name: 'New token' })).toHaveCount(0)
  await expectForEverybody(page)
})
