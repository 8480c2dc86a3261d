import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCatalogInfo, parseSelector, selects } from './catalog-info.ts'

const SAMPLE = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pay-api
  annotations:
    github.com/project-slug: shop/pay-api
    backstage.io/kubernetes-id: pay-api
    backstage.io/kubernetes-namespace: payments
spec:
  type: service
  owner: payments
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: Payments
spec:
  profile:
    displayName: Payments squad
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: checkout
  namespace: shop
  annotations:
    backstage.io/kubernetes-label-selector: app=checkout,tier in (web, api)
    backstage.io/source-location: url:https://github.com/shop/checkout/tree/main/
spec:
  owner: user:default/ada
---
kind: Location
metadata: { name: elsewhere }
---
kind: Component
metadata: { name: orphan }
spec: { type: service }
`

test('entities, groups and what is missing, each with its line', () => {
  const { entities, groups, problems } = parseCatalogInfo(SAMPLE)
  expect(entities).toEqual([
    {
      ...{ line: 1, kind: 'Component', name: 'pay-api', namespace: 'default', owner: 'group:default/payments' },
      repository: 'shop/pay-api',
      kubernetes: { id: 'pay-api', selector: [], namespace: 'payments' },
    },
    {
      ...{ line: 21, kind: 'System', name: 'checkout', namespace: 'shop', owner: 'user:default/ada' },
      repository: 'url:https://github.com/shop/checkout/tree/main/',
      kubernetes: {
        id: null,
        selector: [
          { key: 'app', isNot: false, values: ['checkout'] },
          { key: 'tier', isNot: false, values: ['web', 'api'] },
        ],
        namespace: null,
      },
    },
  ])
  expect(groups).toEqual([{ line: 13, ref: 'group:default/payments', title: 'Payments squad' }])
  expect(problems).toEqual([{ line: 37, message: 'Component orphan has no spec.owner.' }])
})

test('an owner without a namespace is of the entity’s own', () => {
  const text = 'kind: Component\nmetadata: {name: a, namespace: Shop}\nspec: {owner: Pay}\n'
  expect(parseCatalogInfo(text).entities[0]?.owner).toBe('group:shop/pay')
})

test('what is no YAML is told with its line, and the other documents are read', () => {
  const { entities, problems } = parseCatalogInfo(`${SAMPLE}---\nkind: [Component\nmetadata: {}\n`)
  expect(entities).toHaveLength(2)
  expect(problems.at(-1)?.line).toBeGreaterThan(37)
})

test('a name that grows when it is read is not read', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[n]}`)}]`).join('\n')}\nkind: Component\nmetadata: *h\n`
  expect(parseCatalogInfo(bomb).entities).toEqual([])
})

test('selectors as Kubernetes has them', () => {
  const labels = { app: 'pay', tier: 'api' }
  const fits = (text: string) => selects(parseSelector(text) ?? [], labels)
  expect(['app=pay', 'app==pay,tier in (web,api)', 'tier notin (web)', '!legacy', 'app'].map(fits)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ])
  expect(['app=ship', 'app=pay,tier=web', '!app', 'tier notin (api)', 'constructor', ''].map(fits)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ])
  expect(parseSelector('app = = pay')).toBeNull()
})

test('no text makes it throw', () => {
  const piece = fc.constantFrom(
    'kind: Component',
    'metadata:',
    '  name: a',
    'spec:',
    '  owner: x',
    '---',
    '&a',
    '*a',
    '{',
    ']',
    '? ',
    '%TAG',
    '\t',
    '\u0000',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expect(Array.isArray(parseCatalogInfo(pieces.join('\n')).problems)).toBe(true)
    }),
  )
})

test('a key that is said twice is told, and a file of very many keys is read', () => {
  const twice = SAMPLE.replace('  type: service\n', '  type: service\n  type: website\n')
  expect(parseCatalogInfo(twice).problems).toContainEqual({ line: 1, message: 'A key is said twice.' })
  const many = Array.from({ length: 100_000 }, (_, at) => `k${at}:`).join('\n')
  expect(parseCatalogInfo(`${many}\n---\n${SAMPLE}`).entities[0]).toMatchObject({ name: 'pay-api' })
})
