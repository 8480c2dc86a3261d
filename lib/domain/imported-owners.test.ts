import { expect, test } from 'vitest'
import { parseCatalogInfo } from './catalog-info.ts'
import { parseCodeowners } from './codeowners.ts'
import { importedOwners } from './imported-owners.ts'

const component = (name: string, annotations: Record<string, string>, owner: string) =>
  JSON.stringify({ kind: 'Component', metadata: { name, annotations }, spec: { owner } })
const catalogue = [
  component('pay', { 'backstage.io/kubernetes-id': 'pay', 'github.com/project-slug': 'shop/pay' }, 'payments'),
  component(
    'ship',
    { 'backstage.io/kubernetes-label-selector': 'app=ship', 'backstage.io/kubernetes-namespace': 'ship' },
    'logistics',
  ),
  component('all-of-fraud', { 'backstage.io/kubernetes-namespace': 'fraud' }, 'fraud'),
].join('\n---\n')
const owners = importedOwners([
  {
    format: 'catalog-info',
    repository: 'shop/catalogue',
    path: 'catalog-info.yaml',
    entries: parseCatalogInfo(catalogue).entities,
  },
  {
    format: 'codeowners',
    repository: 'https://github.com/shop/pay.git',
    path: 'CODEOWNERS',
    entries: parseCodeowners('* @shop/all\n/k8s/ @shop/platform @ada'),
  },
])

test('a workload is claimed by its id, by a selector in the right namespace, and by its namespace', () => {
  const of = (namespace: string, labels: Record<string, string>) =>
    owners.ofWorkload({ namespace, labels }).map(({ kind, owner }) => `${kind} ${owner}`)
  expect(of('any', { 'backstage.io/kubernetes-id': 'pay' })).toEqual(['workload-label group:default/payments'])
  expect(of('ship', { app: 'ship' })).toEqual(['workload-label group:default/logistics'])
  expect(of('other', { app: 'ship' })).toEqual([])
  expect(of('fraud', {})).toEqual(['namespace group:default/fraud'])
})

test('a file is claimed by CODEOWNERS before the catalogue claims its repository, however that is written', () => {
  expect(owners.ofRepository('github.com/shop/pay', ['k8s/pay.yaml'])).toEqual([
    {
      kind: 'codeowners',
      owner: '@shop/platform',
      source: 'CODEOWNERS of https://github.com/shop/pay.git, line 2: /k8s/ fits k8s/pay.yaml',
    },
    {
      kind: 'codeowners',
      owner: '@ada',
      source: 'CODEOWNERS of https://github.com/shop/pay.git, line 2: /k8s/ fits k8s/pay.yaml',
    },
    {
      kind: 'codeowners',
      owner: 'group:default/payments',
      source: 'Component pay in catalog-info.yaml of shop/catalogue, line 1',
    },
  ])
  expect(owners.ofRepository('shop/pay', [], 'oci-label')[0]).toMatchObject({ kind: 'oci-label', owner: '@shop/all' })
  expect(owners.ofRepository('shop/other', ['a'])).toEqual([])
})
