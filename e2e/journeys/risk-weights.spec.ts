import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

test('an administrator sees what other weights would move, saves them with a reason, and goes back', async ({
  pageAs,
}) => {
  const page = await pageAs('admin', '/settings/risk')
  const kev = page.getByRole('spinbutton', { name: 'Threat: Known to be exploited' })
  const show = page.getByRole('button', { name: 'Show what would move' })
  const versions = page.getByRole('table', { name: 'Versions of the weights' })
  await expect(show).toBeDisabled()
  const before = Number(await kev.inputValue())
  const versionBefore = Number.parseInt(
    (await versions.getByRole('row').nth(1).getByRole('cell').first().textContent()) ?? '',
    10,
  )
  await expectForEverybody(page)

  await tabTo(page, kev)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('-1')
  await expect(page.getByText('Give a whole number from 0 to 100')).toBeVisible()
  await expect(show).toBeDisabled()
  await expectForEverybody(page)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(String(before + 7))
  await expect(page.getByText(`was ${before}`)).toBeVisible()
  await tabTo(page, show)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/open issues were (scored both ways|compared)/)).toBeVisible()
  const movers = page.getByRole('table', { name: 'Issues that move the most' })
  await expect(movers.getByRole('row').nth(1)).toContainText('+7')
  await expectForEverybody(page)

  const reason = `What is exploited comes first, ${Date.now()}`
  await page.getByLabel('Reason').fill(reason)
  await page.keyboard.press('Enter')
  const saved = versions.getByRole('row', { name: new RegExp(reason) })
  await expect(saved).toContainText('In force')
  await expect(saved).toContainText(`Known to be exploited ${before} → ${before + 7}`)
  await expect(page.getByText(`Scoring by version ${versionBefore + 1}: done`)).toBeVisible({ timeout: 30_000 })
  await expect(kev).toHaveValue(String(before + 7))

  const audit = await pageAs('auditor', '/settings/audit')
  await expect(
    audit.getByRole('table', { name: 'Audit log' }).getByRole('row', { name: new RegExp(reason) }),
  ).toBeVisible()

  await page.getByRole('button', { name: `Restore version ${versionBefore}`, exact: true }).click()
  await expect(page.getByText(`These are the weights of version ${versionBefore}`)).toBeVisible()
  await expect(kev).toHaveValue(String(before))
  await show.click()
  await page.getByRole('button', { name: `Save as version ${versionBefore + 2}` }).click()
  await expect(versions.getByRole('row').nth(1)).toContainText(`weights of version ${versionBefore}`)
  await expect(kev).toHaveValue(String(before))
})

test('others read the weights and what they mean, and cannot change them', async ({ pageAs }) => {
  const page = await pageAs('developer', '/settings/risk')
  await expect(page.getByRole('region', { name: 'Preconditions' })).toContainText('Needs privileges that are not there')
  await expect(page.getByRole('spinbutton')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Restore/ })).toHaveCount(0)
  await expectForEverybody(page)
})
