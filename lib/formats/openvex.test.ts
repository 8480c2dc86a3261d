import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const digest = `sha256:${'5d'.repeat(32)}`
const web = { repository: 'registry.tidewater.example/shop/web', tag: '7.2', digest }
const nowhere = { image: null, repository: null }

describe('an OpenVEX document', () => {
  it('is read as one statement for each vulnerability, product and package', async () => {
    const { header, scopes, findings, facts } = await readBytes(sampleBytes('openvex.json'))
    expect(header).toEqual({
      format: 'openvex',
      source: 'openvex',
      toolVersion: 'vexctl 0.3',
      scannedAt: '2026-11-02T09:30:00.000Z',
    })
    expect([scopes, findings]).toEqual([[], []])
    const said = {
      type: 'vex',
      document: 'https://vex.tidewater.example/shop/2026-7',
      author: 'Tidewater product security',
    }
    const unreachable = {
      ...said,
      id: 'CVE-2031-10001',
      aliases: ['GHSA-AAAA-BBBB-CCCC'],
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      statement: 'The table is never asked with text from outside.',
      statedAt: '2026-11-02T09:30:00.000Z',
      image: web,
      repository: null,
    }
    const plain = { ...said, aliases: [], justification: '', statement: '' }
    expect(facts).toEqual([
      { ...unreachable, purl: 'pkg:npm/%40tidewater/tidetable', version: '2.3.0' },
      { ...unreachable, purl: 'pkg:npm/harbour', version: '' },
      {
        ...plain,
        id: 'CVE-2031-10002',
        status: 'fixed',
        statedAt: '2026-10-20T08:00:00.000Z',
        image: { repository: 'registry.tidewater.example/shop/api', tag: null, digest: null },
        repository: null,
        purl: '',
        version: '',
      },
      {
        ...plain,
        ...nowhere,
        id: 'CVE-2031-10003',
        status: 'affected',
        statement: 'Update anchor to 1.4.1.',
        statedAt: '2026-10-25T08:00:00.000Z',
        purl: 'pkg:maven/example.tidewater/anchor',
        version: '1.4.0',
      },
      {
        ...plain,
        ...nowhere,
        id: 'CVE-2031-10004',
        status: 'under_investigation',
        statement: 'We look at it.',
        statedAt: '2026-11-02T09:30:00.000Z',
        purl: 'pkg:apk/alpine/brine',
        version: '1.2-r0',
      },
    ])
  })

  it('tells what it could not map', async () => {
    const { unread } = await readBytes(sampleBytes('openvex.json'))
    expect(unread.map(({ path, reason }) => [path, reason])).toEqual([
      [
        'statements[4].products[0].subcomponents[0]',
        expect.stringContaining('inside pkg:golang/tidewater.example/shop'),
      ],
      ['statements[5].products[0]', 'Of https://tidewater.example/products/ledger no package URL is given'],
      ['statements[6]', 'It has no status that the standard knows'],
      ['statements[7]', 'It does not say which vulnerability it is about'],
    ])
  })

  it('is about what the sender says where it names a package inside a package', async () => {
    const { facts } = await readBytes(sampleBytes('openvex.json'), { repository: 'tidewater/shop' })
    expect(facts).toContainEqual(
      expect.objectContaining({
        id: 'CVE-2031-10005',
        image: null,
        repository: 'tidewater/shop',
        purl: 'pkg:golang/tidewater.example/knots',
        version: 'v4.0.0',
      }),
    )
  })
})

it('reads a list of OpenVEX documents of the first versions', async () => {
  const { facts, unread } = await readBytes(sampleBytes('openvex-list.json'))
  const shared = { author: 'A. Keel', repository: null }
  expect(facts).toMatchObject([
    {
      ...shared,
      document: 'shop-vex-1',
      id: 'CVE-2031-10011',
      statedAt: '2026-02-01T17:00:00.000Z',
      image: { repository: 'registry.tidewater.example/shop/web', tag: '7.2', digest: null },
      purl: '',
    },
    { ...shared, document: 'shop-vex-1', image: null, purl: 'pkg:deb/debian/brine', version: '2:1.4-1' },
    {
      ...shared,
      document: 'shop-vex-2',
      id: 'CVE-2031-10012',
      image: { repository: 'registry.tidewater.example/shop/api', tag: null, digest: null },
      purl: 'pkg:npm/harbour',
      version: '1.0.0',
    },
  ])
  expect([facts.length, unread]).toEqual([3, []])
})

describe('a product of an OpenVEX statement', () => {
  const told = async (product: unknown, options = {}) => {
    const statements = [
      { vulnerability: 'CVE-1', status: 'fixed', ...(product !== undefined && { products: [product] }) },
    ]
    const { facts, unread } = await readBytes(
      json({ '@context': 'https://openvex.dev/ns/v0.2.0', statements }),
      options,
    )
    return facts[0] ?? unread[0]?.reason
  }
  const image = { repository: 'docker.io/shop/web', tag: '7', digest: null }

  it.each([
    ['shop/web', { image: 'shop/web:7' }, { image }],
    ['docker.io/shop/web:8', { image: 'shop/web:7' }, { image: { ...image, tag: '8' } }],
    ['pkg:oci/web', { image: 'shop/web:7' }, { image }],
    [`pkg:oci/web@${digest}`, { image: 'shop/web:7' }, { image: { ...image, tag: null, digest } }],
    [`shop/web@${digest}`, {}, { image: { ...image, tag: null, digest } }],
    ['pkg:oci/web?repository_url=docker.io/shop&tag=7', {}, { image }],
    ['pkg:docker/shop/web@7', {}, { image }],
    [
      { '@id': 'pkg:oci/web?repository_url=docker.io/shop/web&tag=7', hashes: { 'sha-256': '5d'.repeat(32) } },
      {},
      { image: { ...image, digest } },
    ],
    ['tidewater/shop', { repository: 'tidewater/shop' }, { repository: 'tidewater/shop', image: null }],
    ['pkg:github/tidewater/shop@main', { repository: 'tidewater/shop' }, { repository: 'tidewater/shop', purl: '' }],
    ['pkg:npm/harbour@1', { image: 'shop/web:7' }, { image, purl: 'pkg:npm/harbour', version: '1' }],
    ['pkg:npm/harbour@1', { repository: 'tidewater/shop' }, { repository: 'tidewater/shop', purl: 'pkg:npm/harbour' }],
    [undefined, { image: 'shop/web:7' }, { image, purl: '' }],
    [{ '@id': 'urn:x', identifiers: { purl: 'pkg:npm/harbour@1' } }, {}, { image: null, purl: 'pkg:npm/harbour' }],
  ])('%j with %j', async (product, options, expected) => {
    expect(await told(product, options)).toMatchObject(expected)
  })

  it.each([
    ['pkg:oci/web', {}, 'without its registry'],
    ['pkg:oci/web', { image: 'shop/cobweb:7' }, 'without its registry'],
    ['pkg:deb/debian/brine?distro=debian-12', {}, 'some versions only'],
    ['Shop 7', { image: 'shop/web:7' }, 'no package URL'],
    [undefined, {}, 'names no product'],
    [null, {}, 'no package URL'],
  ])('%j with %j is unread', async (product, options, reason) => {
    expect(await told(product, options)).toContain(reason)
  })
})

it('is refused where it is an OpenVEX document without statements', async () => {
  const bare = json({ '@context': 'https://openvex.dev/ns/v0.2.0' })
  await expect(readBytes(bare)).rejects.toMatchObject({ code: 'invalid' })
  await expect(readBytes(json({ '@context': 'https://openvex.development/ns', statements: [] }))).rejects.toMatchObject(
    {
      code: 'unknown-format',
    },
  )
})
