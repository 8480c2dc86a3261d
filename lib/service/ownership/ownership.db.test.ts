import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { UserActor } from '../../domain/actor.ts'
import type { OwnershipRule } from '../../domain/ownership.ts'
import { database } from '../../store/database.ts'
import { runNextStep } from '../background/run-next-step.ts'
import { watchSources } from '../coverage/watch-sources.ts'
import { admit, report, SECURITY, until } from '../engine/testing/intake.ts'
import { expectSound } from '../engine/testing/invariants.ts'
import { component, image, layers, listPackages } from '../engine/testing/package-lists.ts'
import { digestOf, imageScan, lockFileScan, REPOSITORY, repositoryScan } from '../engine/testing/scan-reports.ts'
import { rescoreDue } from '../engine/upkeep/rescore.ts'
import { getImage } from '../images/get-image.ts'
import { actOnIssue } from '../issues/act.ts'
import { getIssue } from '../issues/get-issue.ts'
import { listIssues } from '../issues/list-issues.ts'
import { createTeam } from '../teams/manage.ts'
import { resetWorld } from '../testing/world.ts'
import { deleteOwnerFile, putOwnerFile } from './owner-files.ts'
import { previewOwnership } from './preview.ts'
import { getOwnership, saveOwnership } from './rules.ts'
import { listUnowned } from './unowned.ts'

beforeEach(async () => {
  await resetWorld([])
  await database().query(sql`DELETE FROM owner_file`)
})
afterEach(expectSound)

const DEBIAN = 'docker.io/library/debian'
const debianRule: OwnershipRule = { kind: 'base-image', pattern: DEBIAN, team: 'storefront' }

function value<Value>(result: { ok: true; value: Value } | { ok: false; failure: { detail: string } }): Value {
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

async function work(): Promise<void> {
  while ((await runNextStep()) === 'more');
}

async function save(rules: OwnershipRule[], aliases: { handle: string; team: string }[] = []): Promise<void> {
  const { version } = value(await getOwnership(SECURITY))
  value(await saveOwnership(SECURITY, { version, rules, aliases }))
  await work()
}

const issues = () =>
  database().query<{ id: number; version: number; team: string | null; by: string }>(sql`
    SELECT i.id, i.version, t.slug AS team, i.owner_by AS by FROM issue i LEFT JOIN team t ON t.id = i.team_id ORDER BY i.key`)

/** The image of Payments, built on Debian, in whose layers libc6 sits. */
async function payOnDebian(): Promise<void> {
  await listPackages(image('bookworm', { repository: DEBIAN, layers: layers('root') }), 9, [])
  await admit({ hoursAgo: 8, labels: { team: 'payments' } })
  const libc = component('libc6 1', { layerDiffId: digestOf('root') })
  await listPackages(image('v1', { layers: layers('root', 'app') }), 7, [
    libc,
    component('tool 1', { layerDiffId: digestOf('app') }),
  ])
  await report(imageScan('v1', 6, ['CVE-2024-1']))
}

test('what sits in the layers of a base image goes to the base’s owner once a rule says whose it is, in the background', async () => {
  await payOnDebian()
  expect(await issues()).toMatchObject([{ team: 'payments', by: 'workload-label' }])
  const preview = value(await previewOwnership(SECURITY, { rules: [debianRule], aliases: [] }))
  expect(preview).toMatchObject({
    moves: [
      {
        from: 'Payments',
        to: 'Storefront',
        issues: 1,
        workloads: 0,
        images: 0,
        examples: [{ type: 'image', issues: 1 }],
      },
    ],
    looked: { issues: 1, workloads: 1, images: 2 },
  })
  await save([debianRule])
  const [issue] = await issues()
  expect(issue).toMatchObject({ team: 'storefront', by: 'base-image' })
  expect(
    await database().query(sql`
    SELECT im.repository, t.slug AS team, im.owner_by AS by FROM image im LEFT JOIN team t ON t.id = im.team_id ORDER BY 1`),
  ).toEqual([
    { repository: DEBIAN, team: null, by: 'unowned' },
    { repository: 'registry.example/shop/pay', team: 'payments', by: 'workload-label' },
  ])
  const { owner } = value(await getIssue(SECURITY, issue!.id))
  expect(owner.trace.find(({ matched }) => matched)).toMatchObject({ rule: `base-image ${DEBIAN}`, value: DEBIAN })
  expect(owner).toMatchObject({
    bounces: 1,
    history: [{ from: 'Payments', to: 'Storefront', by: null, rule: 'base-image' }],
  })
  expect(value(await previewOwnership(SECURITY, { rules: [debianRule], aliases: [] })).moves).toEqual([])
})

test('what an application adds above its base stays its own', async () => {
  await payOnDebian()
  await save([debianRule])
  const tool = { PkgName: 'tool', PkgIdentifier: { PURL: 'pkg:deb/debian/tool@1' } }
  await report(imageScan('v1', 5, ['CVE-2024-1', { id: 'CVE-2024-2', told: tool }]))
  expect((await issues()).map(({ team }) => team)).toEqual(['storefront', 'payments'])
  const entries = await database().query(sql`SELECT type FROM timeline_entry`)
  expect(entries).toHaveLength(1)
})

test('an owned base image owns its layers without a rule of its own; the image’s runner does not make it owned', async () => {
  await payOnDebian()
  await admit({ hoursAgo: 5, name: 'bare', images: ['debian:bookworm'], labels: { team: 'storefront' } })
  await save([])
  expect(await issues()).toMatchObject([{ team: 'payments' }])
  await save([{ kind: 'image-repository', pattern: 'docker.io/library/*', team: 'old-shop' }])
  expect(await issues()).toMatchObject([{ team: 'old-shop', by: 'base-image' }])
})

test('a hand assignment sticks through every reassessment, and the preview says how many stay', async () => {
  await payOnDebian()
  const [issue] = await issues()
  value(await actOnIssue(SECURITY, { id: issue!.id, version: issue!.version, action: { type: 'team', teamId: 9 } }))
  const preview = value(await previewOwnership(SECURITY, { rules: [debianRule], aliases: [] }))
  expect([preview.moves, preview.byHand]).toEqual([[], 1])
  await save([debianRule])
  expect(await issues()).toMatchObject([{ team: 'old-shop', by: 'hand' }])
  const now = (await issues())[0]!
  value(await actOnIssue(SECURITY, { id: now.id, version: now.version, action: { type: 'team', teamId: null } }))
  expect(await issues()).toMatchObject([{ team: 'storefront', by: 'base-image' }])
  expect(value(await getIssue(SECURITY, now.id)).owner).toMatchObject({
    bounces: 2,
    history: [
      { from: 'Old shop', to: 'Storefront', rule: 'base-image' },
      { from: 'Payments', to: 'Old shop', by: 'The security', rule: 'hand' },
    ],
  })
})

test('component rules are previewed and applied by package', async () => {
  await payOnDebian()
  const rules: OwnershipRule[] = [{ kind: 'component', pattern: 'pkg:deb/debian/libc*', team: 'old-shop' }]
  expect(value(await previewOwnership(SECURITY, { rules, aliases: [] })).moves).toMatchObject([
    { from: 'Payments', to: 'Old shop', issues: 1 },
  ])
  await save(rules)
  expect(await issues()).toMatchObject([{ team: 'old-shop', by: 'component' }])
  expect(value(await previewOwnership(SECURITY, { rules: [], aliases: [] })).moves).toMatchObject([
    { from: 'Old shop', to: 'Payments', issues: 1 },
  ])
})

test('CODEOWNERS decides for the files of its repository, its names learnt as aliases; removed, it decides no more', async () => {
  await report(repositoryScan(5, { secrets: ['one'], rules: ['KSV-0017'], line: 3 }), {
    repository: 'git.tidewater.example/pay/pay-api',
  })
  expect((await issues()).map(({ team }) => team)).toEqual([null, null])
  const content = '* @tidewater/pay-squad\n*.yaml @tidewater/storefront\n'
  const upload = {
    repository: 'https://git.tidewater.example/pay/pay-api',
    path: 'CODEOWNERS',
    format: 'codeowners' as const,
    content,
  }
  const { file } = value(await putOwnerFile(SECURITY, upload))
  await work()
  const owned = async () => (await issues()).map(({ team, by }) => `${team} ${by}`).sort()
  expect(await owned()).toEqual(['null unowned', 'storefront codeowners'])
  await save([], [{ handle: '@tidewater/pay-squad', team: 'payments' }])
  expect(await owned()).toEqual(['payments codeowners', 'storefront codeowners'])
  value(await deleteOwnerFile(SECURITY, file.id))
  await work()
  expect(await owned()).toEqual(['null unowned', 'null unowned'])
})

/** CODEOWNERS of the repository of `lockFileScan`. */
const importOwners = async (content: string) => {
  const upload = { repository: 'git.example/shop/all', path: 'CODEOWNERS', format: 'codeowners' as const, content }
  const { file } = value(await putOwnerFile(SECURITY, upload))
  await work()
  return file.id
}
const [PAY, WEB] = ['services/pay/package-lock.json', 'web/package-lock.json']

test('a vulnerability in a repository is whose the lock file is; of several files the line furthest down decides', async () => {
  const fileId = await importOwners('* @shop/old-shop\n/web/ @shop/storefront\n/services/pay/ @shop/payments\n')
  const found = {
    [WEB]: ['CVE-2024-2', 'CVE-2024-3'],
    [PAY]: ['CVE-2024-1', 'CVE-2024-3'],
    'package-lock.json': ['CVE-2024-4'],
  }
  await report(lockFileScan(9, found))
  const teams = async () => (await issues()).map(({ team }) => team)
  expect(await teams()).toEqual(['payments', 'storefront', 'payments', 'old-shop'])
  const both = (await issues())[2]!
  const step = value(await getIssue(SECURITY, both.id)).owner.trace.find(({ matched }) => matched)
  expect(step).toMatchObject({
    rule: `CODEOWNERS of git.example/shop/all, line 3: /services/pay/ fits ${PAY}`,
    value: '@shop/payments',
  })
  expect(value(await previewOwnership(SECURITY, { rules: [], aliases: [] })).moves).toEqual([])
  const rules: OwnershipRule[] = [{ kind: 'codeowners', pattern: 'web/*', team: 'storefront' }]
  expect(value(await previewOwnership(SECURITY, { rules, aliases: [] })).moves).toMatchObject([
    { from: 'Payments', to: 'Storefront', issues: 1, examples: [{ why: `codeowners web/* (${WEB})` }] },
  ])
  await save(rules)
  expect(await teams()).toEqual(['payments', 'storefront', 'storefront', 'old-shop'])
  await save([])
  value(await deleteOwnerFile(SECURITY, fileId))
  await work()
  expect(await teams()).toEqual([null, null, null, null])
})

test('a vulnerability that moves to another file of its repository is another team’s, and stays the same issue', async () => {
  await importOwners('/web/ @shop/storefront\n/services/pay/ @shop/payments\n')
  const scan = async (hoursAgo: number, ...files: string[]) => {
    await report(lockFileScan(hoursAgo, Object.fromEntries(files.map((file) => [file, ['CVE-2024-1']]))))
    return (await issues()).map(({ id, team }) => `${id} ${team}`)
  }
  const [id] = (await scan(9, WEB))[0]!.split(' ')
  expect(await scan(8, WEB, PAY)).toEqual([`${id} payments`])
  expect(await scan(7, WEB)).toEqual([`${id} storefront`])
  expect(await scan(6, PAY)).toEqual([`${id} payments`])
})

test('what concerns a cluster as a whole is found unowned, previewed, and given by a rule on its name', async () => {
  await admit({ hoursAgo: 90, labels: { team: 'payments' } })
  await database().query(sql`
    UPDATE source_stream SET gaps_minutes = '{1440,1440,1440,1440}', last_at = now() - interval '5 days',
      first_at = now() - interval '30 days', silent_at = now() - interval '3 days'`)
  await watchSources()
  expect(await issues()).toMatchObject([{ team: null, by: 'unowned' }])
  expect(value(await listUnowned(SECURITY)).rows).toMatchObject([{ type: 'cluster', label: 'shop-prod', issues: 1 }])
  const rules: OwnershipRule[] = [{ kind: 'cluster', pattern: 'shop-*', team: 'storefront' }]
  const { moves } = value(await previewOwnership(SECURITY, { rules, aliases: [] }))
  expect(moves).toMatchObject([
    { from: null, to: 'Storefront', issues: 1, workloads: 0, examples: [{ type: 'cluster', label: 'shop-prod' }] },
  ])
  await save(rules)
  const [issue] = await issues()
  expect(issue).toMatchObject({ team: 'storefront', by: 'cluster' })
  const { trace } = value(await getIssue(SECURITY, issue!.id)).owner
  expect(trace.at(-1)).toMatchObject({ rule: 'cluster shop-*', matched: true, value: 'shop-prod' })
  expect(value(await listUnowned(SECURITY)).rows).toEqual([])
})

test('a catalogue speaks for workloads by their id', async () => {
  await admit({ hoursAgo: 8, labels: { 'backstage.io/kubernetes-id': 'pay' } })
  await report(imageScan('v1', 6, ['CVE-2024-1']))
  expect(await issues()).toMatchObject([{ team: null }])
  const content =
    'kind: Component\nmetadata: {name: pay, annotations: {backstage.io/kubernetes-id: pay}}\nspec: {owner: storefront}\n'
  value(
    await putOwnerFile(SECURITY, {
      repository: 'shop/catalogue',
      path: 'catalog-info.yaml',
      format: 'catalog-info',
      content,
    }),
  )
  await work()
  expect(await issues()).toMatchObject([{ team: 'storefront', by: 'workload-label' }])
  const [workload] = await database().query<{ team: number }>(sql`SELECT team_id AS team FROM workload`)
  expect(workload?.team).toBe(4)
})

test('who saves an older version is told, and nothing changes', async () => {
  const { version } = value(await getOwnership(SECURITY))
  await save([debianRule])
  const late = await saveOwnership(SECURITY, { version, rules: [], aliases: [] })
  expect(late).toMatchObject({ ok: false, failure: { code: 'conflict', extra: { currentVersion: version + 1 } } })
  expect(value(await getOwnership(SECURITY)).rules).toEqual([debianRule])
})

test('the team that runs an inherited issue sees it as waiting for its base image, and not as its own work', async () => {
  await payOnDebian()
  const developer: UserActor = { ...SECURITY, id: 'user-developer', role: 'developer', teamIds: [3] }
  const stranger: UserActor = { ...developer, teamIds: [9] }
  const list = async (actor: UserActor, q: string) =>
    value(await listIssues(actor, { q, sort: 'risk', limit: 10, cursor: undefined })).rows.map(({ id }) => id)
  const [{ id } = { id: 0 }] = await issues()
  expect(await list(developer, 'is:open team:mine')).toEqual([id])
  expect(await list(developer, 'waiting:mine')).toEqual([])
  await save([debianRule])
  expect(await list(developer, 'is:open team:mine')).toEqual([])
  for (const q of ['waiting:mine', 'is:open waiting:any', 'waiting:payments libc6', 'waiting:payments severity:high'])
    expect(await list(developer, q), q).toEqual([id])
  for (const q of ['waiting:mine', 'waiting:any', 'waiting:payments']) expect(await list(stranger, q), q).toEqual([])
  for (const q of ['waiting:any', 'waiting:payments']) expect(await list(SECURITY, q), q).toEqual([id])
  expect(await list(SECURITY, 'waiting:storefront')).toEqual([])
  const seen = value(await getIssue(developer, id))
  expect(seen.owner.waiting).toMatchObject([{ slug: 'payments' }])
  expect(seen.allowed).toEqual([])
  expect(await getIssue(stranger, id)).toMatchObject({ ok: false, failure: { code: 'not-found' } })
})

test('of an image with several owners each layer is its owner’s, and each team finds its own', async () => {
  await payOnDebian()
  await save([debianRule])
  const [pay] = await database().query<{ id: number }>(sql`SELECT id FROM image WHERE repository LIKE '%/shop/pay'`)
  const of = async (teamIds: number[]) => {
    const actor: UserActor = { ...SECURITY, id: 'user-developer', role: 'developer', teamIds }
    const { version } = value(await getImage(actor, pay!.id, null))
    return version?.layers.map(({ owner, team, isMine }) => `${owner} ${team?.slug}${isMine ? ' mine' : ''}`)
  }
  expect(await of([3])).toEqual(['base storefront', 'app payments mine'])
  expect(await of([4])).toEqual(['base storefront mine', 'app payments'])
  const stranger: UserActor = { ...SECURITY, id: 'user-developer', role: 'developer', teamIds: [9] }
  expect(await getImage(stranger, pay!.id, null)).toMatchObject({ ok: false, failure: { code: 'not-found' } })
})

test('a base that is scanned after what is built on it takes its layers over, without another report', async () => {
  await save([debianRule])
  await admit({ hoursAgo: 8, labels: { team: 'payments' } })
  const libc = component('libc6 1', { layerDiffId: digestOf('root') })
  await listPackages(image('v1', { layers: layers('root', 'app') }), 7, [libc])
  await report(imageScan('v1', 6, ['CVE-2024-1']))
  expect(await issues()).toMatchObject([{ team: 'payments' }])
  await listPackages(image('bookworm', { repository: DEBIAN, layers: layers('root') }), 5, [])
  await until(async () => ((await rescoreDue()) === 'more' ? 1 : 0))
  expect(await issues()).toMatchObject([{ team: 'storefront', by: 'base-image' }])
})

test('one report that tells findings and layers at once gives the base’s owner what sits in its layers', async () => {
  await save([debianRule])
  await listPackages(image('bookworm', { repository: DEBIAN, layers: layers('root') }), 9, [])
  await admit({ hoursAgo: 8, images: [`${REPOSITORY}@${digestOf('v1')}`], labels: { team: 'payments' } })
  const scan = imageScan('v1', 7, [{ id: 'CVE-2024-1', told: { Layer: { DiffID: digestOf('root') } } }])
  const DiffIDs = [digestOf('root'), digestOf('app')]
  const ImageConfig = { rootfs: { type: 'layers', diff_ids: DiffIDs } }
  await report({ ...scan, Metadata: { ...(scan.Metadata as object), DiffIDs, ImageConfig } })
  expect(await issues()).toMatchObject([{ team: 'storefront', by: 'base-image' }])
})

test('several changes wait for one job, and a team that is made later is found by labels that named it', async () => {
  await admit({ hoursAgo: 8, labels: { 'app.kubernetes.io/part-of': 'ledger' } })
  await report(imageScan('v1', 6, ['CVE-2024-1']))
  expect(await issues()).toMatchObject([{ team: null }])
  value(await createTeam(SECURITY, { slug: 'ledger', name: 'Ledger' }))
  const { jobId } = value(await getOwnership(SECURITY))
  const { version } = value(await getOwnership(SECURITY))
  expect(value(await saveOwnership(SECURITY, { version, rules: [], aliases: [] })).jobId).toBe(jobId)
  await work()
  expect(await issues()).toMatchObject([{ team: 'ledger', by: 'workload-label' }])
  expect(value(await getOwnership({ ...SECURITY, role: 'developer' })).jobId).toBeNull()
})
