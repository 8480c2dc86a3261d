import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { IssueDetail } from '../../lib/contract/issue-detail.ts'
import type { IssuePage, IssueRow } from '../../lib/contract/issues.ts'
import type { Me } from '../../lib/contract/me.ts'
import { expect, test } from '../fixtures.ts'

const story = (page: Page) => page.getByRole('region', { name: 'What happened' })

/** The first issue of a search, riskiest first, of which this is true. */
async function findIssue(page: Page, q: string, fits: (issue: IssueDetail) => boolean): Promise<IssueDetail> {
  const list: IssuePage = await read(page, `/api/v1/issues?limit=50&q=${encodeURIComponent(q)}`)
  for (const { id } of list.rows) {
    const issue: IssueDetail = await read(page, `/api/v1/issues/${id}`)
    if (fits(issue)) return issue
  }
  throw new Error(`None of ${list.rows.length} issues for "${q}" fits`)
}

async function read<Out>(page: Page, path: string): Promise<Out> {
  const response = await page.request.get(path)
  expect(response.status(), path).toBe(200)
  return (await response.json()) as Out
}

async function openIssue(page: Page, issue: IssueRow): Promise<void> {
  await page.goto(`/issues/${issue.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(issue.title)
}

const crossed = ({ timeline }: IssueDetail) =>
  timeline.items.some(({ stage }) => stage === 'build') && timeline.items.some(({ link }) => link?.type === 'decision')

test('the risk is a sum that adds up, with what would lower it and what is not known', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  const issue = await findIssue(page, 'is:open', ({ breakdown }) => breakdown.parts.length > 2)
  await openIssue(page, issue)
  const lines = await page.getByRole('list', { name: 'Parts of the risk' }).getByRole('listitem').allInnerTexts()
  const points = lines.map((line) =>
    Number(
      line
        .match(/[+−=]\s?\d+/)?.[0]
        .replace('−', '-')
        .replace(/[=+]\s?/, ''),
    ),
  )
  const total = points.pop()
  expect(points.reduce((sum, one) => sum + one, 0)).toBe(total)
  expect(total).toBe(issue.breakdown.total)
  for (const { why } of issue.breakdown.unknown) await expect(page.getByText(why, { exact: true })).toBeVisible()
  const lever = issue.breakdown.parts.find((part) => part.lever !== null && part.points > 0)?.lever
  if (lever) await expect(page.getByRole('heading', { name: 'What would lower it most' })).toBeVisible()
})

test('one story goes through the stages, and leads to the decision', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  const issue = await findIssue(page, 'is:open stage:deploy', crossed)
  await openIssue(page, issue)
  await expect(story(page).getByText('At build:').first()).toBeAttached()
  await expect(story(page).getByText('At deploy:').first()).toBeAttached()
  const decision = issue.timeline.items.find(({ link }) => link?.type === 'decision')
  await story(page)
    .getByRole('link', { name: `Decision: ${decision?.title}` })
    .first()
    .click()
  await expect(page).toHaveURL(`/decisions/${decision?.link?.id}`)
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(issue.title)
})

test('a comment is written by keyboard, and hostile text stays text', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  await openIssue(page, await findIssue(page, 'is:open', ({ allowed }) => allowed.includes('comment')))
  const text = `Looked at it <img src=x onerror="document.title='owned'"> ${Date.now()}`
  await expect(page.getByRole('button', { name: 'Comment' })).toBeVisible()
  const dialog = page.getByRole('dialog', { name: 'Comment' })
  await expect(async () => {
    await page.keyboard.press('c')
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await dialog.getByRole('textbox', { name: 'Comment' }).fill(text)
  await dialog.getByRole('button', { name: 'Comment' }).click()
  await expect(page.getByRole('region', { name: 'Comments' }).getByText(text)).toBeVisible()
  await expect(story(page).getByText(text)).toBeVisible()
  expect(await page.title()).not.toContain('owned')
})

test('every rule that was asked for the owner can be read by keyboard', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  await openIssue(page, await findIssue(page, 'is:open', ({ team, owner }) => team !== null && owner.trace.length > 0))
  const why = page.getByRole('button', { name: 'why this team?' })
  await why.focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: /^Why / })
  await expect(panel.getByText('Given to a team by hand')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(why).toBeFocused()
})

test('a fixed issue says when, by what evidence and how long it took', async ({ pageAs }) => {
  const page = await pageAs('manager', '/issues')
  const issue = await findIssue(page, 'is:closed', ({ closeReason }) => closeReason === 'fixed')
  await openIssue(page, issue)
  await expect(story(page).getByText('Closed as fixed').first()).toBeVisible()
  const episodes = page.getByRole('table', { name: 'Episodes' })
  await expect(episodes.getByText('Fixed', { exact: true }).first()).toBeVisible()
  const evidence = issue.episodes[0]?.evidence?.text
  if (typeof evidence === 'string') await expect(episodes.getByText(evidence)).toBeVisible()
  await expect(page.getByText('no clock runs while it is closed')).toBeVisible()
})

test('an issue of another team, and one that is not there, look the same', async ({ pageAs }) => {
  const security = await pageAs('security', '/issues')
  const developer = await pageAs('developer', '/issues')
  const { teams }: Me = await read(developer, '/api/v1/me')
  const mine = teams.map(({ id }) => id)
  const foreign = await findIssue(security, '', ({ team }) => team !== null && !mine.includes(team.id))
  for (const id of [foreign.id, 999_999_999, 0, 'nonsense']) {
    const response = await developer.request.get(`/issues/${id}`)
    expect(response.status(), `/issues/${id}`).toBe(404)
    expect(await response.text()).not.toContain(foreign.key)
  }
})

test('on a phone everything is in one column, and everybody can use it', async ({ pageAs }) => {
  const page = await pageAs('security', '/issues')
  await openIssue(page, await findIssue(page, 'is:open stage:deploy', crossed))
  await page
    .getByText(/^What .+ said$/)
    .first()
    .click()
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `at ${width} px`).toBeLessThanOrEqual(width)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }
})
