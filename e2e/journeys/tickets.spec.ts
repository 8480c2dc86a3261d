import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import type { FixDetail, FixPage } from '../../lib/contract/fixes.ts'
import type { IssuePage } from '../../lib/contract/issues.ts'
import { inDatabase } from '../database.ts'
import { deliverReport } from '../deliver.ts'
import { expectForEverybody } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

interface Ticket {
  number: number
  html_url: string
  title: string
  body: string
  state: string
}

/** Issues of one repository, as GitHub's API keeps them, on this machine. */
async function startTracker() {
  const tickets: Ticket[] = []
  const comments: string[] = []
  const server = createServer(async (request, response) => {
    const sent = JSON.parse(Buffer.concat(await request.toArray()).toString() || 'null')
    const [, number, part] = /\/issues(?:\/(\d+)(\/comments)?)?(?:\?|$)/.exec(request.url ?? '') ?? []
    let answer: unknown = tickets.find((one) => one.number === Number(number)) ?? []
    if (request.method === 'POST' && part) comments.push(sent.body)
    else if (request.method === 'POST') {
      const made = { ...sent, number: tickets.length + 1, state: 'open' }
      tickets.push({ ...made, html_url: `https://github.example/shop/kelp/issues/${made.number}` })
      answer = tickets.at(-1)
    } else if (request.method === 'PATCH') Object.assign(answer as Ticket, { state: sent.state })
    response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    tickets,
    comments,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  }
}

const REPOSITORY = `registry.tickets.example/kelp-${Date.now()}`

/** Trivy's report of the one version of the image. */
function scan(minutesAgo: number, flaws: readonly string[]) {
  const digest = `sha256:${'e'.repeat(64)}`
  return {
    ...{ SchemaVersion: 2, ArtifactName: `${REPOSITORY}:1`, ArtifactType: 'container_image' },
    CreatedAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    Metadata: { RepoTags: [`${REPOSITORY}:1`], RepoDigests: [`${REPOSITORY}@${digest}`] },
    Results: [
      {
        ...{ Target: 'kelp', Class: 'os-pkgs', Type: 'debian' },
        Vulnerabilities: flaws.map((id) => ({
          ...{ VulnerabilityID: id, PkgName: 'libtang', InstalledVersion: '1.2.0-1', FixedVersion: '1.2.3-1' },
          ...{ Severity: 'CRITICAL', PkgIdentifier: { PURL: 'pkg:deb/debian/libtang@1.2.0-1?arch=amd64' } },
        })),
      },
    ],
  }
}

async function makeRoute(page: Page, url: string, apiUrl: string): Promise<void> {
  const headers = { origin: url }
  await page.request.post('/api/v1/allowed-hosts', { headers, data: { host: '127.0.0.1', reason: 'For this test' } })
  const made = await page.request.post('/api/v1/routes', {
    headers,
    data: {
      ...{ name: 'Kelp board', teamId: null, provider: 'github', enabled: true, events: ['opened'] },
      settings: { apiUrl, repository: 'shop/kelp', token: 'github_pat_0123456789abcdef' },
      filter: { severities: ['critical'], environments: ['unknown'] },
      timing: { timeZone: 'UTC', rhythm: { every: 'event' }, quiet: null },
    },
  })
  expect(made.status(), await made.text()).toBe(201)
}

async function theFix(page: Page): Promise<FixDetail> {
  let found: FixDetail | undefined
  await expect(async () => {
    const list: FixPage = await (await page.request.get('/api/v1/fixes?limit=200')).json()
    const row = list.rows.find(({ where }) => where === REPOSITORY)
    expect(row).toBeDefined()
    found = await (await page.request.get(`/api/v1/fixes/${row?.id}`)).json()
  }).toPass({ timeout: 25_000 })
  return found as FixDetail
}

test('the tickets of an issue and of its fix are one list each, and the evidence closes them', async ({
  pageAs,
  stack,
}) => {
  // It waits for the worker several times.
  test.slow()
  const tracker = await startTracker()
  await inDatabase(stack, (database) => database.query('DELETE FROM allowed_host; DELETE FROM route'))
  const page = await pageAs('admin', '/issues')
  await makeRoute(page, stack.url, tracker.url)
  const id = `CVE-2034-${Date.now()}`
  await deliverReport(page, stack.url, scan(30, [id]))
  const fix = await theFix(page)
  await expect.poll(() => tracker.tickets.length, { timeout: 20_000 }).toBe(1)

  const answer = await page.request.get('/api/v1/issues', { params: { q: id, sort: 'risk', limit: 1 } })
  const { rows } = (await answer.json()) as IssuePage
  await page.goto(`/issues/${rows[0]?.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('l')
  const dialog = page.getByRole('dialog', { name: 'Link a ticket' })
  await dialog.getByLabel('Address').fill('https://jira.example.com/browse/KELP-9')
  await dialog.getByRole('button', { name: 'Link' }).click()
  const ofIssue = page.getByRole('list', { name: 'Tickets' })
  await expect(ofIssue.getByRole('listitem')).toHaveCount(2)
  await expect(ofIssue.getByRole('listitem').nth(0)).toContainText('shop/kelp#1')
  await expect(ofIssue.getByRole('listitem').nth(0)).toContainText('open there')
  await expect(ofIssue.getByRole('listitem').nth(0)).toContainText('by the route Kelp board')
  await expect(ofIssue.getByRole('listitem').nth(1)).toContainText('KELP-9')
  await expectForEverybody(page)

  await page.goto(`/fixes/${fix.id}`)
  await page.getByRole('button', { name: 'Send this fix' }).click()
  await expect.poll(() => tracker.tickets.length, { timeout: 20_000 }).toBe(2)
  const ofFix = page.getByRole('list', { name: 'Tickets' })
  await page.reload()
  await expect(ofFix.getByRole('link', { name: 'shop/kelp#2' })).toHaveAttribute('href', /\/shop\/kelp\/issues\/2$/)
  await expectForEverybody(page)

  await deliverReport(page, stack.url, scan(1, []))
  await expect.poll(() => tracker.tickets.map(({ state }) => state), { timeout: 30_000 }).toEqual(['closed', 'closed'])
  // It is closed first and told why then.
  await expect
    .poll(() => tracker.comments.join('\n'), { timeout: 10_000 })
    .toContain('the scans find none of its issues any more')
  await page.reload()
  await expect(ofFix.getByRole('listitem')).toContainText('closed there')
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
  await inDatabase(stack, (database) => database.query('DELETE FROM allowed_host; DELETE FROM route'))
  tracker.close()
})
