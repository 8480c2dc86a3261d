import type { Page } from '@playwright/test'
import type { DecisionPage } from '../../lib/contract/decisions.ts'
import type { FixPage } from '../../lib/contract/fixes.ts'
import type { ImageDetail } from '../../lib/contract/image-detail.ts'
import type { ImagePage } from '../../lib/contract/images.ts'
import type { Person } from '../../lib/contract/people.ts'
import type { ReportPage } from '../../lib/contract/reports.ts'
import type { Route } from '../../lib/contract/routes.ts'
import type { WorkloadPage } from '../../lib/contract/workloads.ts'
import { cleanText } from '../../lib/domain/clean-text.ts'
import { expect, test } from '../fixtures.ts'
import { Delivery } from './deliver.ts'
import { hostileEvents, hostileFacts, hostileReports, hostileReviews } from './inputs.ts'
import { inspect, says, visit, watch } from './inspect.ts'
import { makePeopleSay } from './people.ts'
import { all, hostileIssues, isAbout, onePerText, shown, strings } from './rows.ts'
import { STRINGS } from './strings.ts'

/*
 * Everything that a tool or a person says is shown as text. This folder comes last by its name: what it delivers stays in
 * the queue, where the journeys would meet it. The first test delivers what the others look at.
 */
test.describe.configure({ timeout: 300_000 })

test('every field of every input takes every string', async ({ pageAs, stack }) => {
  const page = await pageAs('admin', '/settings/account')
  const delivery = new Delivery(page.request, stack)
  let turn = 0
  for (const [, text] of strings) {
    // A person's words are refused with what Postgres cannot hold; a tool's are kept without it.
    const words = cleanText(text, 5000)
    const token = await delivery.token(words.slice(0, 100), words.slice(0, 253))
    for (const { query, body } of hostileReports(text))
      await delivery.ingest(`/api/v1/ingest/reports${query}`, token, body)
    const open = await delivery.token(words.slice(0, 100))
    for (const { query, body } of hostileFacts(text, turn))
      await delivery.ingest(`/api/v1/ingest/reports${query}`, open, body)
    for (const body of hostileReviews(text, turn++)) await delivery.admit(token, body)
    await delivery.ingest('/api/v1/ingest/events?source=falco', token, hostileEvents(text))
  }
  await delivery.settled()
  const made = await hostileIssues(page)
  expect(new Set(made.map(({ kind }) => kind))).toEqual(
    new Set(['vulnerability', 'misconfiguration', 'secret', 'threat']),
  )
  expect(made.length).toBeGreaterThanOrEqual(strings.length * 5)
  await makePeopleSay(
    delivery,
    strings.map(([, text]) => cleanText(text, 5000)),
    made,
  )
})

test('issue pages of every kind', async ({ pageAs, stack }) => {
  const page = await pageAs('admin', '/settings/account')
  const made = await hostileIssues(page)
  const details = page.locator('main details')
  const paths = onePerText(made).map(({ id }) => `/issues/${id}`)
  await visit(page, stack.url, paths, async (path) => {
    const issue = made.find(({ id }) => path === `/issues/${id}`)
    if (issue) await says(page, shown(issue.title))
    // Opened all at once, so that the evidence is measured too.
    await details.evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '')
    })
  })
  for (const [name, text] of strings) {
    const about = made.filter((issue) => isAbout(issue, text))
    expect.soft(new Set(about.map(({ kind }) => kind)).size, `kinds that show: ${name}`).toBe(4)
  }
})

test('workloads and decisions', async ({ pageAs, stack }) => {
  const page = await pageAs('admin', '/settings/account')
  const workloads = await all<WorkloadPage['rows'][number]>(page, '/api/v1/workloads?')
  const decisions = await all<DecisionPage['rows'][number]>(page, '/api/v1/decisions?')
  for (const [name, text] of strings) {
    const is = ({ namespace }: { namespace: string }) => namespace === cleanText(text, 300)
    expect.soft(workloads.filter(is).length, `workloads that show: ${name}`).toBeGreaterThanOrEqual(1)
    expect.soft(decisions.filter(is).length, `decisions that show: ${name}`).toBeGreaterThanOrEqual(3)
  }
  const ofEach = <Row extends { namespace: string }>(rows: readonly Row[]) =>
    strings.flatMap(([, text]) => rows.find(({ namespace }) => namespace === cleanText(text, 300)) ?? [])
  const paths = [
    '/workloads',
    '/decisions',
    ...ofEach(workloads).map(({ id }) => `/workloads/${id}`),
    ...ofEach(decisions).map(({ id }) => `/decisions/${id}`),
  ]
  const rows = [
    ...workloads.map((row) => ({ path: `/workloads/${row.id}`, row })),
    ...decisions.map((row) => ({ path: `/decisions/${row.id}`, row })),
  ]
  await visit(page, stack.url, paths, async (path) => {
    const about = rows.find((one) => one.path === path)
    if (about) await says(page, shown(about.row.name))
  })
})

test('images, components and feeds', async ({ pageAs, stack }) => {
  const page = await pageAs('admin', '/settings/account')
  const images = await all<ImagePage['rows'][number]>(page, '/api/v1/images?')
  const listed = images.filter(({ repository }) => repository.startsWith('registry.hostile.example/listed-'))
  expect(listed.length).toBe(strings.length)
  for (const { id } of listed) {
    const { version, packages } = await packagesOf(page, id)
    expect.soft(packages, `packages of image ${id}`).toBeGreaterThan(0)
    expect.soft(version.attestations.length, `attestations of image ${id}`).toBeGreaterThan(0)
  }
  // Signs of a range that is none, and what no address may hold, are refused: then there is nothing to show.
  const asked: string[] = []
  for (const [, text] of strings) {
    const q = encodeURIComponent(cleanText(text, 300))
    for (const list of ['images', 'components']) {
      const answer = await page.request.get(`/api/v1/${list}?q=${q}`)
      if (answer.ok()) asked.push(`/${list}?q=${q}`)
      else expect(answer.status(), `${list} asked for ${text.slice(0, 100)}`).toBe(400)
    }
  }
  expect(asked.length).toBeGreaterThan(strings.length)
  await visit(page, stack.url, [
    ...['/images', '/components', '/sources/feeds'],
    ...listed.flatMap(({ id }) => [`/images/${id}`, `/images/${id}?tab=packages`, `/images/${id}?tab=history`]),
    ...asked,
  ])
})

test('the queue, its peek, its facets and its search', async ({ pageAs, stack }) => {
  const page = await pageAs('admin', '/settings/account')
  const made = await hostileIssues(page)
  const searches = strings.flatMap(([, text]) => {
    const typed = cleanText(text, 300)
    const quoted = `"${typed.replaceAll(/["\\]/g, '\\$&')}"`
    return [typed, `team:${quoted} workload:${quoted} image:${quoted} kev:${quoted} ${quoted}:${quoted}`]
  })
  const peeks = made.filter((_, at) => at % 12 === 0).map(({ id }) => `/issues?q=&issue=${id}`)
  const paths = [
    '/issues?q=',
    '/issues?q=&sort=opened',
    ...peeks,
    ...searches.map((q) => `/issues?q=${encodeURIComponent(q)}`),
  ]
  await visit(page, stack.url, paths)
  await visit(page, stack.url, ['/issues?q=&sort=opened'], async () => {
    for (const row of await page.getByRole('row').all()) await row.hover({ timeout: 1000 }).catch(() => {})
  })
})

test('facets, suggestions and the palette', async ({ pageAs, stack }) => {
  const page = await pageAs('admin', '/issues?q=')
  const seen = watch(page, stack.url)
  await page.getByRole('button', { name: /^Team/ }).click()
  await expect(page.getByText('<script class=hit>').first()).toBeVisible()
  expect(await inspect(page)).toEqual([])
  await page.keyboard.press('Escape')
  for (const field of ['team', 'cve', 'package', 'image', 'workload', 'rule']) {
    for (const start of ['<', 'javascript:', '__proto__', '=', 'safe']) {
      await page.getByRole('combobox').first().fill(`${field}:${start}`)
      await page.waitForTimeout(150)
      expect(await inspect(page)).toEqual([])
    }
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  for (const [, text] of strings) {
    await page.getByRole('dialog').getByRole('combobox').fill(cleanText(text, 200))
    await page.waitForTimeout(250)
    expect(await inspect(page)).toEqual([])
  }
  expect(seen).toEqual([])
})

test('sources, reports and settings', async ({ pageAs, stack }) => {
  const page = await pageAs('admin', '/settings/account')
  const reports = await all<ReportPage['rows'][number]>(page, '/api/v1/reports?')
  const people = await all<Person>(page, '/api/v1/users?')
  expect(people.some(({ name }) => name.startsWith('<script'))).toBe(true)
  const settings = ['teams', 'people', 'clusters', 'audit', 'shortcuts', 'account'].map((name) => `/settings/${name}`)
  const opened = strings.flatMap(
    ([, text]) => reports.find(({ token }) => token?.name === cleanText(text, 100).trim()) ?? [],
  )
  expect(opened.length).toBe(strings.length)
  await visit(page, stack.url, [
    '/sources',
    '/sources/reports',
    ...settings,
    ...opened.map(({ id }) => `/sources/reports/${id}`),
  ])
  for (const [path, lists] of [
    ['/settings/teams', 'teams'],
    ['/settings/people', 'users?limit=200'],
    ['/sources', 'tokens'],
  ] as const) {
    const { rows } = await (await page.request.get(`/api/v1/${lists}`)).json()
    await page.goto(path)
    await expect(page.getByText(STRINGS.script ?? '').first()).toBeVisible()
    for (const { name } of rows as { name: string }[]) await says(page, shown(name))
  }
  const { brokenAt } = await (await page.request.get('/api/v1/audit/verification')).json()
  expect(brokenAt).toBeNull()
})

test('pages for people who are not signed in', async ({ browser, stack }) => {
  const context = await browser.newContext({ baseURL: stack.url })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const asked = strings.map(([, text]) => encodeURIComponent(cleanText(text, 2000)))
  const paths = asked.flatMap((text) => [
    `/sign-in?next=${text}&error=${text}`,
    `/${text.slice(0, 200).replace(/%.?$/, '')}`,
  ])
  await visit(page, stack.url, [...paths, ...asked.map((text) => `/welcome?x=${text.slice(0, 9)}#${text}`)])
  expect(errors).toEqual([])
  await context.close()
})

test('overview, figures, fixes, coverage and what they rest on', async ({ pageAs, stack }) => {
  const page = await pageAs('admin', '/settings/account')
  const fixes = await all<FixPage['rows'][number]>(page, '/api/v1/fixes?')
  const { rows: routes }: { rows: Route[] } = await (await page.request.get('/api/v1/routes')).json()
  expect(fixes.length).toBeGreaterThan(strings.length)
  for (const [name, text] of strings)
    expect
      .soft(
        routes.some((route) => route.name === cleanText(text, 100).trim()),
        `a route of ${name}`,
      )
      .toBe(true)
  const settings = ['risk', 'load-lines', 'clocks', 'ownership', 'routes'].map((name) => `/settings/${name}`)
  await visit(page, stack.url, [
    ...['/overview', '/trends', '/trends/rows?figure=opened', '/trends/report', '/my-team', '/coverage', '/fixes'],
    ...fixes.filter((_, at) => at % Math.ceil(fixes.length / strings.length) === 0).map(({ id }) => `/fixes/${id}`),
    ...settings,
    ...['unowned', 'files', 'names', 'groups'].map((tab) => `/settings/ownership?tab=${tab}`),
    ...routes.map(({ id }) => `/settings/routes/${id}`),
  ])
})

test('what is exported runs in no spreadsheet', async ({ pageAs }) => {
  const page = await pageAs('admin', '/settings/account')
  const csv = await (await page.request.get('/api/v1/issues/export?format=csv&q=')).text()
  const cells = csvCells(csv)
  expect(cells.filter((cell) => /^[=+\-@\t\r\n\uff1d]/.test(cell))).toEqual([])
  expect(cells.some((cell) => cell.startsWith("'=HYPERLINK("))).toBe(true)
  expect(cells.some((cell) => cell.includes('"two","three"'))).toBe(true)
})

/** What is known of the newest version of an image, and how many packages it has. */
async function packagesOf(page: Page, id: number) {
  const image: ImageDetail = await (await page.request.get(`/api/v1/images/${id}`)).json()
  if (image.version === null) throw new Error(`image ${id} has no version`)
  const { rows } = await (await page.request.get(`/api/v1/images/${id}/packages?version=${image.version.id}`)).json()
  return { version: image.version, packages: rows.length }
}

/** The cells of a CSV document, as RFC 4180 reads them. */
function csvCells(csv: string): string[] {
  return [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,\r\n"]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}
