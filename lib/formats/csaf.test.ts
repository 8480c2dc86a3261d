import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const digest = `sha256:${'5d'.repeat(32)}`
const shop = { repository: 'registry.tidewater.example/shop/web', tag: null, digest }

describe('a CSAF VEX document', () => {
  it('is read as one statement for each vulnerability and product', async () => {
    const { header, scopes, findings, facts } = await readBytes(sampleBytes('csaf-vex.json'))
    expect(header).toEqual({
      format: 'csaf',
      source: 'csaf',
      toolVersion: 'quill 1.2',
      scannedAt: '2026-06-03T08:00:00.000Z',
    })
    expect([scopes, findings]).toEqual([[], []])
    const said = {
      type: 'vex',
      document: 'TW-2026-0007',
      author: 'Tidewater',
      statedAt: '2026-06-03T08:00:00.000Z',
      id: 'CVE-2031-10001',
      aliases: ['GHSA-AAAA-BBBB-CCCC'],
      justification: '',
      statement: '',
      image: null,
      repository: null,
    }
    const tidetable = { purl: 'pkg:npm/%40tidewater/tidetable', version: '2.3.0' }
    expect(facts).toEqual([
      {
        ...said,
        ...tidetable,
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        statement: 'The table is never asked with text from outside.',
        image: shop,
      },
      { ...said, status: 'fixed', statement: 'Update brine.', purl: 'pkg:rpm/tidewater/brine', version: '2:1.4-7.tl9' },
      { ...said, ...tidetable, status: 'affected', statement: 'There is no fix yet.' },
      {
        ...said,
        id: 'GHSA-DDDD-EEEE-FFFF',
        aliases: [],
        status: 'under_investigation',
        image: shop,
        purl: '',
        version: '',
      },
    ])
  })

  it('tells what it could not map', async () => {
    const { unread } = await readBytes(sampleBytes('csaf-vex.json'))
    expect(unread.map(({ path, reason }) => [path, reason])).toEqual([
      [
        'vulnerabilities[0].product_status.known_not_affected[1]',
        'It is about a package inside Tidewater Linux 9: say with image= or repository= what that is here',
      ],
      [
        'vulnerabilities[0].product_status.known_affected[1]',
        'tidetable before 2.3.0 stands for some versions only, and does not list them',
      ],
      ['vulnerabilities[1].product_status.first_fixed[0]', 'Of Shop 6 no package URL is given'],
      ['vulnerabilities[1].product_status.known_affected[0]', 'The document has no product with the id gone'],
      ['vulnerabilities[2]', 'It does not say which vulnerability it is about'],
    ])
  })
})

it('applies a product that is only named to the image that the sender calls so', async () => {
  const options = { image: 'registry.tidewater.example/shop/ledger' }
  const { facts, unread } = await readBytes(sampleBytes('csaf-advisory.json'), options)
  expect(facts).toMatchObject([
    { status: 'fixed', image: { ...shop, repository: options.image, tag: '3', digest: null } },
  ])
  expect([facts.length, unread.map(({ path }) => path)]).toEqual([
    1,
    ['vulnerabilities[0].product_status.known_affected[0]'],
  ])
  expect((await readBytes(sampleBytes('csaf-advisory.json'))).facts).toEqual([])
})

const advisory = (products: object, status: object) => ({
  document: { csaf_version: '2.0', tracking: {} },
  product_tree: products,
  vulnerabilities: [{ cve: 'CVE-2031-1', product_status: status }],
})

it('follows relationships of relationships, but not in a circle', async () => {
  const named = (id: string, purl = '') => ({ product_id: id, name: id, product_identification_helper: { purl } })
  const relationship = (id: string, component: string, inside: string) => ({
    category: 'installed_on',
    product_reference: component,
    relates_to_product_reference: inside,
    full_product_name: named(id),
  })
  const products = {
    full_product_names: [
      named('a', 'pkg:npm/a@1'),
      named('b', 'pkg:npm/b@1'),
      named('c', 'pkg:oci/c?repository_url=r.io/c'),
    ],
    relationships: [relationship('ab', 'a', 'b'), relationship('abc', 'ab', 'c'), relationship('x', 'x', 'c')],
  }
  const { facts, unread } = await readBytes(json(advisory(products, { fixed: ['abc', 'x'] })))
  expect(facts).toMatchObject([{ purl: 'pkg:npm/a', version: '1', image: { repository: 'r.io/c' } }])
  expect(unread).toMatchObject([{ reason: 'The document has no product with the id x' }])
})

it('does not believe of a build of one vendor what another says of it in his product', async () => {
  const platform = (cpe: string) => ({
    full_product_names: [
      { product_id: 'p', name: 'p', product_identification_helper: { cpe } },
      { product_id: 'a', name: 'a', product_identification_helper: { purl: 'pkg:rpm/redhat/brine@1-2.el9' } },
    ],
    relationships: [
      {
        product_reference: 'a',
        relates_to_product_reference: 'p',
        full_product_name: { product_id: 'p:a', name: 'a in p' },
      },
    ],
  })
  const told = async (cpe: string) => {
    const { facts, unread } = await readBytes(json(advisory(platform(cpe), { known_not_affected: ['p:a'] })))
    return [facts.length, unread.length]
  }
  expect(await told('cpe:/a:redhat:enterprise_linux:9::appstream')).toEqual([1, 0])
  expect(await told('cpe:2.3:a:tidewater:ledger:1:*:*:*:*:*:*:*')).toEqual([0, 1])
})

it('tells a status that no version of the standard has', async () => {
  const { facts, unread } = await readBytes(json(advisory({}, { perhaps: ['a'] })))
  expect([facts, unread.map(({ path }) => path)]).toEqual([[], ['vulnerabilities[0].product_status.perhaps']])
})
