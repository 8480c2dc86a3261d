import type { Page } from '@playwright/test'
import type { FixDetail, FixPage } from '../../lib/contract/fixes.ts'
import { deliverReport } from '../deliver.ts'
import { expectForEverybody, firstRowByKey, tabTo } from '../everybody.ts'
import { expect, test } from '../fixtures.ts'
import { askGate } from '../gate.ts'

const REPOSITORY = 'registry.fixes.example/payments/kelp'
const CLUSTER = 'fixes-journey'
const digest = (letter: string) => `sha256:${letter.repeat(64)}`

/** Trivy's report of one version of the image; the flawed one holds six issues of one package. */
function report(tag: string, letter: string, hoursAgo: number, flawed: boolean) {
  const flaw = (id: string, fixed: string) => ({
    ...{
      VulnerabilityID: id,
      PkgName: 'libkelp',
      InstalledVersion: '1.2.0-1',
      FixedVersion: fixed,
      Severity: 'HIGH',
    },
    PkgIdentifier: { PURL: 'pkg:deb/debian/libkelp@1.2.0-1?arch=amd64' },
    CVSS: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N', V3Score: 9.1 } },
  })
  const fixed = ['1.2.3-1', '1.2.10-1', '1.2.4-1', '1.2.9-1', '1.2.2-1', '1.2.5-1']
  const flaws = fixed.map((version, at) => flaw(`CVE-2031-700${at}`, version))
  return {
    SchemaVersion: 2,
    CreatedAt: new Date(Date.now() - hoursAgo * 3_600_000).toISOString(),
    ArtifactName: `${REPOSITORY}:${tag}`,
    ArtifactType: 'container_image',
    Metadata: { RepoTags: [`${REPOSITORY}:${tag}`], RepoDigests: [`${REPOSITORY}@${digest(letter)}`] },
    Results: [{ Target: 'kelp', Class: 'os-pkgs', Type: 'debian', Vulnerabilities: flawed ? flaws : [] }],
  }
}

/** What the API server asks about the Deployment that runs one version of the image. */
function review(uid: string, operation: string, tag: string, letter: string) {
  const labels = { team: 'payments' }
  const containers = [{ name: 'kelp', image: `${REPOSITORY}:${tag}@${digest(letter)}` }]
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      ...{ uid, operation, name: 'kelp', namespace: 'payments', dryRun: false, oldObject: null },
      kind: { group: 'apps', version: 'v1', kind: 'Deployment' },
      resource: { group: 'apps', version: 'v1', resource: 'deployments' },
      userInfo: { username: 'deployer' },
      object: {
        ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'kelp', namespace: 'payments', labels } },
        spec: { replicas: 1, template: { metadata: { labels }, spec: { containers } } },
      },
    },
  }
}

async function clusterToken(page: Page, url: string): Promise<string> {
  const made = await page.request.post('/api/v1/tokens', {
    headers: { origin: url },
    data: { name: 'fixes journey cluster', kinds: ['admission'], cluster: CLUSTER },
  })
  return (await made.json()).token
}

/** The fix of the image, as soon as the worker made it what is awaited. */
async function theFix(page: Page, awaited: (fix: FixDetail) => boolean): Promise<FixDetail> {
  let found: FixDetail | undefined
  await expect(async () => {
    for (const status of ['going-on', 'done']) {
      const list: FixPage = await (await page.request.get(`/api/v1/fixes?limit=200&status=${status}`)).json()
      const row = list.rows.find(({ where }) => where === REPOSITORY)
      if (row) found = await (await page.request.get(`/api/v1/fixes/${row.id}`)).json()
    }
    expect(found && awaited(found), JSON.stringify(found).slice(0, 800)).toBe(true)
  }).toPass({ timeout: 25_000 })
  return found as FixDetail
}

test('from the team to its best fix: copied, started, and verified by the next scan and the rollout', async ({
  stack,
  pageAs,
}) => {
  const admin = await pageAs('admin', '/issues')
  const gate = { cluster: CLUSTER, token: await clusterToken(admin, stack.url) }
  await deliverReport(admin, stack.url, report('1.0.0', 'c', 3, true))
  await theFix(admin, ({ issues }) => issues === 6)
  expect((await askGate(stack, gate, review('fixes-1', 'CREATE', '1.0.0', 'c'))).response.allowed).toBe(true)
  const { id } = await theFix(admin, ({ workloads, teams }) => workloads === 1 && teams[0]?.slug === 'payments')

  const page = await pageAs('developer', '/my-team')
  await expect(page.getByRole('heading', { level: 2, name: 'What to fix first' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: 'Overdue and due next' })).toBeVisible()
  await expectForEverybody(page)
  const link = page.getByRole('link', { name: 'Upgrade libkelp to 1.2.10-1' })
  await tabTo(page, link)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/fixes/${id}$`))
  await expect(page.getByRole('heading', { level: 1, name: 'Upgrade libkelp to 1.2.10-1' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Issues of this fix' }).getByRole('row')).toHaveCount(7)
  await expectForEverybody(page)

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await tabTo(page, page.getByRole('button', { name: 'Copy change 1' }))
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `RUN apt-get update && apt-get install -y --only-upgrade libkelp && dpkg --compare-versions "$(dpkg-query -Wf '\${Version}' libkelp)" ge 1.2.10-1`,
  )
  await tabTo(page, page.getByRole('button', { name: 'Start this fix' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Started', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Not working on it' })).toBeVisible()

  await deliverReport(admin, stack.url, report('1.0.1', 'd', 0, false))
  await theFix(admin, ({ status }) => status === 'built')
  await page.reload()
  await expect(page.getByRole('region', { name: 'How far it is in each place' })).toContainText('Built')
  expect((await askGate(stack, gate, review('fixes-2', 'UPDATE', '1.0.1', 'd'))).response.allowed).toBe(true)
  const done = await theFix(admin, ({ status }) => status === 'verified')
  expect(done).toMatchObject({ id, fixedIssues: 6, progress: { subjects: 1, verified: 1 } })
  await page.reload()
  await expect(page.getByText('Verified', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('the scans find none of its issues any more', { exact: false }).first()).toBeVisible()
  await expectForEverybody(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectForEverybody(page)
})

test('the list is filtered, opened by keyboard and exported; an issue leads to its fix', async ({ pageAs }) => {
  const page = await pageAs('security', '/fixes')
  const rows = page.getByRole('grid', { name: 'Fixes' }).getByRole('row')
  await expect(rows.nth(3)).toBeVisible()
  await expectForEverybody(page)
  await page.getByLabel('Kind', { exact: true }).selectOption('package')
  await expect(page).toHaveURL(/[?&]kind=package/)
  await expect(rows.nth(1)).toContainText('Upgrade')
  await firstRowByKey(page)
  await page.keyboard.press('o')
  await expect(page).toHaveURL(/\/fixes\/\d+$/)
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  await page.getByRole('region', { name: 'Issues of this fix' }).getByRole('link').first().click()
  await expect(page).toHaveURL(/\/issues\/\d+$/)
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await page.goto('/fixes?kind=package')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(rows.nth(1)).toBeVisible()
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  expect((await saved).suggestedFilename()).toBe('fixes.csv')
})

test('one ticket for the whole fix: its text is there to copy, and linking it starts the fix', async ({ pageAs }) => {
  const page = await pageAs('security', '/fixes')
  await expect(page.getByRole('grid', { name: 'Fixes' }).getByRole('link').first()).toBeVisible()
  await page.getByRole('grid', { name: 'Fixes' }).getByRole('link').first().click()
  await page.getByText('The ticket as text').click()
  await expect(page.getByText('## Done when')).toBeVisible()
  await page.getByLabel('Address of a ticket').fill('https://tickets.example/FIX-1')
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  const ticket = page.getByRole('link', { name: 'FIX-1', exact: true })
  await expect(ticket).toHaveAttribute('href', 'https://tickets.example/FIX-1')
  await expect(page.getByText(/^Ticket linked/)).toBeVisible()
  await expectForEverybody(page)
  await page.getByRole('button', { name: 'Unlink FIX-1' }).click()
  await expect(ticket).toHaveCount(0)
})
