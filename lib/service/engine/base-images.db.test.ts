import { createHash } from 'node:crypto'
import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { resetWorld } from '../testing/world.ts'
import { report } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { image, layers, listPackages } from './testing/package-lists.ts'
import { clusterScan, digestOf, imageScan, REPOSITORY } from './testing/scan-reports.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const DEBIAN = 'docker.io/library/debian'
const NODE = 'docker.io/library/node'

const debian = image('bookworm', { repository: DEBIAN, layers: layers('root') })
const node = image('24', { repository: NODE, layers: layers('root', 'npm', 'node') })
const pay = image('v1', { layers: layers('root', 'npm', 'node', 'app') })

async function baseOf(repository = REPOSITORY) {
  const [row] = await database().query<{
    reference: string
    digest: string
    foundBy: string
    layers: number | null
  }>(sql`
    SELECT base_reference AS reference, base_digest AS digest, base_found_by AS "foundBy", base_layers AS layers
    FROM image_version v JOIN image i ON i.id = v.image_id WHERE i.repository = ${repository}`)
  return row
}

const NONE = { reference: null, digest: null, foundBy: null, layers: null }
const ON_NODE = { reference: `${NODE}:24`, digest: digestOf('24'), foundBy: 'layers', layers: 3 }
const ON_DEBIAN = { reference: `${DEBIAN}:bookworm`, digest: digestOf('bookworm'), foundBy: 'layers', layers: 1 }

test('the stack of layers is named as the standard says', async () => {
  await listPackages(node, 3, [])
  const [root, npm, top] = ['root', 'npm', 'node'].map(digestOf)
  const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`
  const first = sha256(`${root} ${npm}`)
  const chain = [root, first, sha256(`${first} ${top}`)]
  expect(
    await database().query(sql`
      SELECT l.chain_id AS layer, v.chain_id AS whole FROM image_layer l JOIN image_version v ON v.id = l.image_version_id
      ORDER BY l.position`),
  ).toEqual(chain.map((layer) => ({ layer, whole: chain[2] })))
})

test('the nearest of the known images on which it is built is its base', async () => {
  for (const subject of [debian, node, pay]) await listPackages(subject, 3, [])
  expect(await baseOf()).toEqual(ON_NODE)
  expect(await baseOf(NODE)).toEqual(ON_DEBIAN)
  expect(await baseOf(DEBIAN)).toEqual(NONE)
})

test('a base that is scanned later becomes the base of what was built on it', async () => {
  await listPackages(pay, 3, [])
  expect(await baseOf()).toEqual(NONE)
  await listPackages(debian, 2, [])
  expect(await baseOf()).toEqual(ON_DEBIAN)
  await listPackages(node, 1, [])
  expect(await baseOf()).toEqual(ON_NODE)
  await listPackages(pay, 0, [])
  expect(await baseOf()).toEqual(ON_NODE)
})

test('neither an older version, nor a copy under another name, nor an image with other layers is a base', async () => {
  await listPackages(image('v0', { layers: layers('root', 'npm') }), 5, [])
  await listPackages(image('v1', { repository: 'mirror.example/pay', layers: pay.layers }), 4, [])
  await listPackages(image('x', { repository: 'other.example/x', layers: layers('npm', 'root') }), 3, [])
  await listPackages(pay, 2, [])
  const bases = await database().query(sql`SELECT FROM image_version WHERE base_found_by IS NOT NULL AND image_id IN
    (SELECT id FROM image WHERE repository <> 'mirror.example/pay')`)
  expect(bases).toEqual([])
})

test('a label wins over the layers, what is stated over both, and both know their layers once the base is scanned', async () => {
  await listPackages(node, 9, [])
  await listPackages(pay, 8, [])
  const labels = { 'org.opencontainers.image.base.name': 'debian:bookworm' }
  const named = { reference: `${DEBIAN}:bookworm`, digest: null, foundBy: 'label', layers: null }
  await listPackages({ ...pay, labels }, 7, [])
  expect(await baseOf()).toEqual(named)
  await listPackages(debian, 6, [])
  expect(await baseOf()).toEqual({ ...named, layers: 1 })
  await report(imageScan('v1', 5, []), { base: `node:24@${digestOf('24')}` })
  expect(await baseOf()).toEqual({ ...ON_NODE, foundBy: 'stated' })
  await listPackages({ ...pay, labels }, 4, [])
  expect(await baseOf()).toEqual({ ...ON_NODE, foundBy: 'stated' })
})

test('built from scratch, every layer is its own', async () => {
  await listPackages(debian, 3, [])
  await listPackages(pay, 2, [])
  await report(imageScan('v1', 1, []), { base: 'scratch' })
  expect(await baseOf()).toEqual({ reference: 'scratch', digest: null, foundBy: 'stated', layers: 0 })
})

test('a base is stated of one image', async () => {
  const refused = report(clusterScan('pay', 1, []), { base: 'debian:12' })
  await expect(refused).rejects.toThrow('this is a report on 0 images')
})

test('layers that one tool does not know are filled in by another, and then tell the base', async () => {
  await listPackages(node, 3, [])
  const packed = pay.layers.map((layer, index) => ({ ...layer, diffId: null, digest: digestOf(`packed ${index}`) }))
  await listPackages({ ...pay, layers: packed }, 2, [])
  expect(await baseOf()).toEqual(NONE)
  await listPackages({ ...pay, layers: pay.layers.map((layer) => ({ ...layer, createdBy: 'RUN it' })) }, 1, [])
  expect(await baseOf()).toEqual(ON_NODE)
  const [layer] = await database().query(sql`
    SELECT digest, diff_id AS "diffId", created_by AS "createdBy" FROM image_layer WHERE digest = ${digestOf('packed 3')}`)
  expect(layer).toEqual({ digest: digestOf('packed 3'), diffId: digestOf('app'), createdBy: 'RUN it' })
})
