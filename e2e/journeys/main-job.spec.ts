import type { Page } from '@playwright/test'
import type { IssueDetail } from '../../lib/contract/issue-detail.ts'
import type { IssuePage } from '../../lib/contract/issues.ts'
import { expect, test } from '../fixtures.ts'
import { askGate } from '../gate.ts'
import type { Stack } from '../stack.ts'

const REPOSITORY = 'registry.main-job.example/payments/ledger'
const CLUSTER = 'main-job'
const digest = (letter: string) => `sha256:${letter.repeat(64)}`

/** A Trivy report of one version of the image, with or without the flaw. */
function report(tag: string, letter: string, createdAt: Date, flawed: boolean) {
  const flaw = {
    VulnerabilityID: 'CVE-2024-2961',
    PkgName: 'libc6',
    PkgIdentifier: { PURL: 'pkg:deb/debian/libc6@2.36-9%2Bdeb12u3?arch=amd64' },
    InstalledVersion: '2.36-9+deb12u3',
    FixedVersion: '2.36-9+deb12u6',
    Severity: 'HIGH',
    Title: 'glibc: out-of-bounds write in iconv',
    CVSS: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L', V3Score: 7.3 } },
  }
  return {
    SchemaVersion: 2,
    CreatedAt: createdAt.toISOString(),
    ArtifactName: `${REPOSITORY}:${tag}`,
    ArtifactType: 'container_image',
    Metadata: { RepoTags: [`${REPOSITORY}:${tag}`], RepoDigests: [`${REPOSITORY}@${digest(letter)}`] },
    Results: [{ Target: 'ledger', Class: 'os-pkgs', Type: 'debian', Vulnerabilities: flawed ? [flaw] : [] }],
  }
}

/** What the API server asks about the Deployment that runs one version of the image. */
function review(uid: string, operation: string, tag: string, letter: string) {
  const labels = { team: 'payments', app: 'ledger' }
  const containers = [{ name: 'ledger', image: `${REPOSITORY}:${tag}@${digest(letter)}` }]
  const kind = { group: 'apps', version: 'v1', kind: 'Deployment' }
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid,
      kind,
      resource: { group: 'apps', version: 'v1', resource: 'deployments' },
      name: 'ledger',
      namespace: 'payments',
      operation,
      userInfo: { username: 'deployer' },
      object: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'ledger', namespace: 'payments', labels },
        spec: { replicas: 2, template: { metadata: { labels }, spec: { containers } } },
      },
      oldObject: null,
      dryRun: false,
    },
  }
}

test('a scan, an admission and an alert become one issue that closes by itself when the fix has rolled out', async ({
  stack,
  pageAs,
}) => {
  const page = await pageAs('admin', '/issues')
  const api = apiOf(page, stack)
  const { token: ci } = await api.send<{ token: string }>('/api/v1/tokens', { name: 'main job CI', kinds: ['reports'] })
  const { token: cluster } = await api.send<{ token: string }>('/api/v1/tokens', {
    name: 'main job cluster',
    kinds: ['events', 'admission'],
    cluster: CLUSTER,
  })

  await api.deliver('/api/v1/ingest/reports', ci, report('1.0.0', 'a', new Date(Date.now() - 3_600_000), true))
  const first = await api.issue(({ stages }) => stages.includes('build'))
  expect(
    (await askGate(stack, { cluster: CLUSTER, token: cluster }, review('main-job-1', 'CREATE', '1.0.0', 'a'))).response
      .allowed,
  ).toBe(true)
  await api.issue(({ running, team }) => running === true && team?.slug === 'payments')
  await api.deliver('/api/v1/ingest/events?source=falco', cluster, {
    rule: 'Terminal shell in container',
    priority: 'Notice',
    time: new Date().toISOString(),
    output: 'A shell was spawned',
    output_fields: { 'k8s.ns.name': 'payments', 'k8s.pod.name': 'ledger-6f7d9c8b5d-x2v7q', 'proc.name': 'sh' },
  })
  const attacked = await api.issue(({ stages }) => stages.length === 3)
  expect(attacked.id).toBe(first.id)
  expect(attacked.breakdown.parts.reduce((sum, { points }) => sum + points, 0)).toBe(attacked.breakdown.total)
  expect(attacked.breakdown.total).toBeGreaterThan(first.breakdown.total)
  const steps = attacked.timeline.items.map(({ stage, type }) => `${stage} ${type}`)
  expect(steps).toEqual(expect.arrayContaining(['build scanned', 'deploy admitted', 'runtime alert']))

  await page.goto(`/issues/${first.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('CVE-2024-2961 in libc6')

  await api.deliver('/api/v1/ingest/reports', ci, report('1.0.1', 'b', new Date(), false))
  const built = await api.issue(({ episodes }) => episodes[0]?.fixBuiltAt !== null)
  expect(built.status).toBe('open')
  expect(
    (await askGate(stack, { cluster: CLUSTER, token: cluster }, review('main-job-2', 'UPDATE', '1.0.1', 'b'))).response
      .allowed,
  ).toBe(true)
  const closed = await api.issue(({ status }) => status === 'closed')
  expect(closed.id).toBe(first.id)
  expect(closed.closeReason).toBe('fixed')
  expect(closed.episodes[0]?.remediationSeconds).toBeGreaterThanOrEqual(3600)
})

/** Speaks to the API with the session of the page, and waits for what the worker makes of a delivery. */
function apiOf(page: Page, { url }: Stack) {
  const send = async <Out>(path: string, body: unknown): Promise<Out> => {
    const response = await page.request.post(path, { data: body, headers: { origin: url } })
    expect(response.ok(), await response.text()).toBe(true)
    return response.json()
  }
  const get = async <Out>(path: string): Promise<Out> => (await page.request.get(path)).json()
  return {
    send,
    async deliver(path: string, token: string, body: unknown): Promise<void> {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
      expect(response.status, await response.text()).toBe(202)
    },
    /** The image's one issue, as soon as it is as awaited. */
    async issue(awaited: (issue: IssueDetail) => boolean): Promise<IssueDetail> {
      const deadline = Date.now() + 20_000
      for (;;) {
        const { rows } = await get<IssuePage>(`/api/v1/issues?q=${encodeURIComponent(`image:${REPOSITORY}`)}`)
        expect(rows.length).toBeLessThanOrEqual(1)
        const issue = rows[0] && (await get<IssueDetail>(`/api/v1/issues/${rows[0].id}`))
        if (issue && awaited(issue)) return issue
        if (Date.now() > deadline)
          throw new Error(`The issue is not as awaited: ${JSON.stringify(issue).slice(0, 2000)}`)
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
  }
}
