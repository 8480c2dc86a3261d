import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { inDatabase } from '../database.ts'
import { deliverReport } from '../deliver.ts'
import { expectForEverybody, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'

/** A receiver on this machine: what it was sent, and what it answers next. */
async function startReceiver() {
  const bodies: { type: string; data: { title: string; test: boolean } }[] = []
  const state = { status: 200 }
  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString()
    if (state.status === 200) bodies.push(JSON.parse(text))
    response.writeHead(state.status).end(state.status === 200 ? '' : 'no such channel')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { bodies, state, url: `http://127.0.0.1:${port}/hook`, close: () => server.close() }
}

const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`
async function fill(page: Page, name: string, url: string): Promise<void> {
  await page.getByLabel('Name of the route').fill(name)
  await page.getByLabel('Kind of channel').selectOption('webhook')
  await page.getByLabel('Address', { exact: true }).fill(url)
  await page.getByLabel('Signing secret', { exact: true }).fill(SECRET)
}

/** A scan of an image that nobody scanned before, with one critical vulnerability. */
const scan = (name: string, id: string) => ({
  ...{ SchemaVersion: 2, ArtifactName: name, ArtifactType: 'container_image' },
  Results: [
    {
      ...{ Target: name, Class: 'os-pkgs', Type: 'debian' },
      Vulnerabilities: [{ VulnerabilityID: id, PkgName: 'kelp', Severity: 'CRITICAL' }],
    },
  ],
})

test('a route is previewed and tried before it is made, and reaches no address inside the network', async ({
  pageAs,
  stack,
}) => {
  const receiver = await startReceiver()
  await inDatabase(stack, (database) => database.query('DELETE FROM allowed_host; DELETE FROM route'))
  const page = await pageAs('admin', '/settings/account')
  await tabTo(page, page.getByRole('link', { name: 'Routes' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('There is no route yet.')).toBeVisible()
  await expectForEverybody(page)

  await page.getByRole('link', { name: 'New route' }).click()
  await fill(page, 'Channel', receiver.url)
  await expectForEverybody(page)
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText('"type": "issue.opened"')).toBeVisible()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect(page.getByText('The test did not arrive')).toBeVisible()
  expect(receiver.bodies).toEqual([])

  receiver.close()
})

test('a route tells of a new issue, and what it gave up is sent again', async ({ pageAs, stack }) => {
  // It waits for the worker several times.
  test.slow()
  const receiver = await startReceiver()
  await inDatabase(stack, (database) => database.query('DELETE FROM allowed_host; DELETE FROM route'))
  const name = `Channel ${Date.now()}`
  const page = await pageAs('admin', '/settings/routes')
  await page.getByLabel('Host name or address').fill('127.0.0.1')
  await page.getByLabel('Reason').fill('For this test')
  await page.getByRole('button', { name: 'Allow this host' }).click()
  await expect(page.getByRole('table', { name: 'Hosts that may be called' })).toContainText('127.0.0.1')

  await page.getByRole('link', { name: 'New route' }).click()
  await fill(page, name, receiver.url)
  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect(page.getByText('The test arrived')).toBeVisible()
  expect(receiver.bodies[0]?.data.test).toBe(true)
  // What goes on elsewhere at the same time is not told: five messages that are refused would pause the endpoint.
  await page
    .getByRole('group', { name: /^Runs in/ })
    .getByLabel('Unknown')
    .check()
  await page.getByRole('button', { name: 'Make the route' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await expect(page.getByLabel('Signing secret', { exact: true })).toHaveValue('')
  await expect(page.getByPlaceholder('Set. Enter another one to replace it')).toBeVisible()

  const first = `CVE-2032-${Date.now()}`
  await deliverReport(page, stack.url, scan(`shop/kelp-${Date.now()}:1`, first))
  const told = (id: string) => () => receiver.bodies.filter(({ data }) => data.title.startsWith(id)).length
  await expect.poll(told(first), { timeout: 20_000 }).toBe(1)
  await expect(page.getByRole('table', { name: 'Attempts' })).toContainText(first, { timeout: 20_000 })

  receiver.state.status = 404
  const second = `CVE-2033-${Date.now()}`
  await deliverReport(page, stack.url, scan(`shop/kelp-${Date.now()}:2`, second))
  const letters = page.getByRole('table', { name: 'Messages that were given up' })
  await expect(letters).toContainText(second, { timeout: 30_000 })
  await expect(letters).toContainText('no such channel')
  receiver.state.status = 200
  // Other things happen at the same time, and are given up too.
  const letter = letters.getByRole('row').filter({ hasText: second })
  await letter.getByRole('button', { name: 'Send again' }).click()
  await expect.poll(told(second), { timeout: 20_000 }).toBe(1)
  expect(told(first)()).toBe(1)

  await page.setViewportSize({ width: 390, height: 844 })
  // Where the page was left, the bar at its top may hide half of a tick box.
  await page.evaluate(() => window.scrollTo(0, 0))
  await expectForEverybody(page)
  await page.getByRole('button', { name: 'Delete the route' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the route' }).click()
  await expect(page.getByText('There is no route yet.')).toBeVisible()
  receiver.close()
})

test('a developer makes routes of their own team only', async ({ pageAs }) => {
  const page = await pageAs('developer', '/settings/routes/new')
  await expect(page.getByLabel('Whose issues')).toBeVisible()
  await expect(page.getByLabel('Whose issues').getByRole('option', { name: /Every team/ })).toHaveCount(0)
  await page.goto('/settings/routes')
  await expect(page.getByRole('heading', { name: 'Allowed hosts' })).toHaveCount(0)
  await expectForEverybody(page)
})
