import type { Page } from '@playwright/test'
import type { IssueDetail } from '../../lib/contract/issue-detail.ts'
import type { IssuePage } from '../../lib/contract/issues.ts'
import { expect, test } from '../fixtures.ts'

/** An open issue that no other test here uses: each takes one of another severity or rank. */
async function openIssue(page: Page, q: string, nth = 0): Promise<IssueDetail> {
  const answer = await page.request.get('/api/v1/issues', { params: { q, sort: 'risk', limit: 50 } })
  const { rows } = (await answer.json()) as IssuePage
  const id = rows[nth]?.id
  await page.goto(`/issues/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return (await page.request.get(`/api/v1/issues/${id}`)).json()
}

const timeline = (page: Page) => page.getByRole('region', { name: 'What happened' })

test('a security person acknowledges, snoozes, links a ticket and names a colleague, by keyboard', async ({
  pageAs,
}) => {
  const page = await pageAs('security', '/issues')
  const { id } = await openIssue(page, 'is:open kind:vulnerability snoozed:no', 3)
  await page.keyboard.press('y')
  await expect(page.getByText(/acknowledged it$/).first()).toBeVisible()

  await page.keyboard.press('z')
  const snooze = page.getByRole('dialog', { name: 'Snooze' })
  await snooze.getByRole('button', { name: 'Tomorrow' }).click()
  await snooze.getByRole('button', { name: /^Snooze until/ }).click()
  await expect(page.getByText(/or until it gets worse/)).toBeVisible()
  await page.keyboard.press('z')
  await expect(page.getByText(/ended the snooze$/).first()).toBeVisible()

  await page.keyboard.press('l')
  const ticket = page.getByRole('dialog', { name: 'Link a ticket' })
  await ticket.getByLabel('Address').fill('javascript:alert(1)')
  await ticket.getByRole('button', { name: 'Link' }).click()
  await expect(ticket.getByText(/starts with http/)).toBeVisible()
  await ticket.getByLabel('Address').fill('https://jira.example.com/browse/PAY-7')
  await ticket.getByRole('button', { name: 'Link' }).click()
  await expect(page.getByRole('link', { name: 'PAY-7' })).toBeVisible()
  await page.getByRole('button', { name: 'Unlink PAY-7' }).click()
  await expect(page.getByRole('link', { name: 'PAY-7' })).toBeHidden()

  const admin = await pageAs('admin', '/issues')
  const { name } = await (await admin.request.get('/api/v1/me')).json()
  await page.keyboard.press('c')
  const comment = page.getByRole('dialog', { name: 'Comment' })
  await comment.getByLabel('Comment').pressSequentially(`When is the release, @${name.slice(0, 3)}`)
  await comment.getByRole('option', { name }).click()
  await comment.getByRole('button', { name: 'Comment' }).click()
  await expect(
    timeline(page)
      .getByText(/commented$/)
      .first(),
  ).toBeVisible()
  await admin.reload()
  await admin.getByRole('button', { name: /1 new mention of you/ }).click()
  const note = admin.getByRole('dialog', { name: 'Where you were named' })
  await note.getByRole('link').first().click()
  await expect(admin).toHaveURL(new RegExp(`/issues/${id}$`))
})

test('what a person resolves by hand is closed, and taken back by one press', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  await openIssue(page, 'is:open kind:vulnerability snoozed:no', 4)
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog', { name: 'Resolve by hand' })
  await dialog.getByLabel('What was done?').fill('Upgraded on the host.')
  await dialog.getByRole('button', { name: 'Resolve' }).click()
  await expect(page.getByText('Resolved by hand').first()).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(
    timeline(page)
      .getByText(/reopened it/)
      .first(),
  ).toBeVisible()
})

test('two issues are joined, and split again from the page of the one that goes on', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  const { title } = await openIssue(page, 'is:open cve:CVE-2024-37371 snoozed:no')
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog', { name: 'Join to another issue' })
  await dialog.getByRole('radio').first().check()
  await dialog.getByLabel('Why are they the same?').fill('One flaw under two numbers.')
  await dialog.getByRole('button', { name: 'Join' }).click()
  const notice = page.getByText('Joined to another issue', { exact: true })
  await expect(notice).toBeVisible()
  await notice.locator('..').getByRole('link').click()
  await expect(page.getByText('Other issues were joined to it')).toBeVisible()
  await page.getByRole('button', { name: 'Split again' }).click()
  await expect(page.getByText('Other issues were joined to it')).toBeHidden()
  await expect(timeline(page).getByText(`split ${title} from it`).first()).toBeVisible()
})

test('who comes second is told what the first one changed, and does it again', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  const issue = await openIssue(page, 'is:open severity:medium kind:vulnerability snoozed:no', 1)
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog', { name: 'Accept the risk' })
  await dialog.getByLabel('Why is it acceptable until then?').fill('It is switched off next week.')
  const admin = await pageAs('admin', `/issues/${issue.id}`)
  await expect(admin.getByRole('heading', { level: 1 })).toBeVisible()
  // The page of the first must not hear of it, as when its connection is slow.
  await page.context().setOffline(true)
  await admin.keyboard.press('y')
  await expect(admin.getByText(/acknowledged it$/).first()).toBeVisible()
  await page.context().setOffline(false)
  await dialog.getByRole('button', { name: /^Accept until/ }).click()
  const told = dialog.getByText(/It changed while you looked/)
  // The live stream may have been quicker: then there is nothing to tell, and it is done at once.
  await expect(told.or(page.getByText('The risk is accepted for a while'))).toBeVisible()
  if (await told.isVisible()) {
    await expect(told).toContainText(/acknowledged: (no → yes|yes → no)/)
    await dialog.getByRole('button', { name: /^Accept until/ }).click()
  }
  await expect(page.getByText('The risk is accepted for a while')).toBeVisible()
  await expect(page.getByText(/^paused, /).first()).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(page.getByText('The risk is accepted for a while')).toBeHidden()
})

test('all that match are done as a job, with a result for each, and taken back', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues?q=is:open+snoozed:no')
  const table = page.getByRole('grid', { name: 'Issues' })
  await expect(table.getByRole('row').nth(1)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all that are loaded' }).first().check()
  const bar = page.getByRole('region', { name: 'Selected issues' })
  const all = bar.getByRole('button', { name: /^Select all .* matching$/ })
  await all.click()
  await bar.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(bar.getByText('Bulk action: done')).toBeVisible({ timeout: 30_000 })
  await bar.getByRole('button', { name: 'Results' }).click()
  await expect(page.getByRole('dialog', { name: 'Results' }).getByRole('img', { name: 'Done' }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await bar.getByRole('button', { name: 'Undo' }).click()
  await expect(bar.getByText('Bulk action: done')).toBeVisible({ timeout: 30_000 })
})

test('clocks are set with a reason, the issues are dated again, and a second person approves', async ({ pageAs }) => {
  const admin = await pageAs('admin', '/settings/clocks')
  const critical = admin.getByLabel('Days for critical: all others')
  const { policy } = await (await admin.request.get('/api/v1/clocks')).json()
  const before: string[] = policy.exceptions.approvalBands
  const days: string = await critical.inputValue()
  const auditor = await pageAs('auditor', '/settings/clocks')
  await expect(auditor.getByLabel('Days for critical: all others')).toHaveAttribute('readonly', '')
  const other = days === '4' ? '5' : '4'
  await critical.fill(other)
  for (const band of ['critical', 'high', 'medium', 'low'])
    await admin.getByRole('checkbox', { name: band, exact: true }).check()
  await admin.getByRole('button', { name: 'Save the clocks' }).click()
  await expect(admin.getByText('Write a few words first.')).toBeVisible()
  await admin.getByLabel('Why').fill('Agreed with the teams.')
  await admin.getByRole('button', { name: 'Save the clocks' }).click()
  await expect(admin.getByText('Dating the issues again: done')).toBeVisible({ timeout: 60_000 })
  await expect(admin.getByRole('cell', { name: 'Agreed with the teams.' }).first()).toBeVisible()

  const page = await pageAs('security', '/issues')
  const issue = await openIssue(page, 'is:open severity:critical snoozed:no')
  await expect(page.getByText(new RegExp(`^${other} (business )?days for critical`))).toBeVisible()
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog', { name: 'Accept the risk' })
  await dialog.getByLabel('Why is it acceptable until then?').fill('The upgrade comes next month.')
  await dialog.getByRole('button', { name: /^Accept until/ }).click()
  await expect(page.getByText('Waits for a second person').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve' })).toBeHidden()
  await admin.goto('/issues?q=approval:pending')
  await expect(admin.getByRole('grid', { name: 'Issues' })).toContainText(issue.problem.name)
  await admin.goto(`/issues/${issue.id}`)
  await admin.getByRole('button', { name: 'Decline' }).click()
  const decline = admin.getByRole('dialog', { name: 'Decline the acceptance' })
  await decline.getByLabel('Why not?').fill('Not without a date of the vendor.')
  await decline.getByRole('button', { name: 'Decline' }).click()
  await expect(admin.getByText('Waits for a second person')).toBeHidden()

  // Other journeys begin with the clocks of the demo.
  await admin.goto('/settings/clocks')
  await admin.getByLabel('Days for critical: all others').fill(days)
  for (const band of ['critical', 'high', 'medium', 'low']) {
    await admin.getByRole('checkbox', { name: band, exact: true }).setChecked(before.includes(band))
  }
  await admin.getByLabel('Why').fill('As before.')
  await admin.getByRole('button', { name: 'Save the clocks' }).click()
  await expect(admin.getByRole('cell', { name: 'As before.' }).first()).toBeVisible()
})
