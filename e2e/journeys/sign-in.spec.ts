import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('somebody signs in by keyboard, lands where they wanted to go, and signs out', async ({ page, stack }) => {
  const { email, password } = stack.people.manager ?? { email: '', password: '' }
  await page.goto(`${stack.url}/workloads`)
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fworkloads$/)
  await expectForEverybody(page)
  await tabTo(page, page.getByLabel('E-mail address'))
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type('not the password')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').getByText('E-mail address and password do not fit together.')).toBeVisible()
  await expectForEverybody(page)
  await expect(page.getByLabel('E-mail address')).toHaveValue(email)
  await page.getByLabel('Password', { exact: true }).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Workloads' })).toBeVisible()
  await expect(page).toHaveURL(`${stack.url}/workloads`)

  await tabTo(page, page.getByRole('button', { name: /: account$/ }))
  await page.keyboard.press('Enter')
  const out = page.getByRole('menuitem', { name: 'Sign out' })
  await expect(out).toBeVisible()
  await page.keyboard.press('End')
  await expect(out).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.goto(`${stack.url}/workloads`)
  await expect(page).toHaveURL(/\/sign-in\?next=/)
})

test('after too many wrong passwords the page says how long to wait', async ({ page, stack }) => {
  // An address of its own, because a second try would find it locked.
  const email = `locked-out-${Date.now()}@tidewater.example`
  for (let attempt = 0; attempt < 10; attempt++) {
    const answer = await fetch(`${stack.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: stack.url },
      body: JSON.stringify({ email, password: `guess number ${attempt}` }),
    })
    expect(answer.status, `attempt ${attempt + 1}`).toBe(401)
  }
  await page.goto(`${stack.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('one more guess')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'Too many failed sign-ins for this address' })
  await expect(alert).toContainText(/Try again in 1[45] min/)
  await expectForEverybody(page)
})
