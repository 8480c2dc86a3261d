import { expect, test } from 'vitest'
import { type ManifestCandidate, manifestObject, repositoryName, workloadOfManifest } from './manifest-link.ts'

const REPOSITORY = 'git.example/shop/pay'
const app = (id: number, more: Partial<ManifestCandidate> = {}): ManifestCandidate => ({
  ...{ id, isGone: false, declared: null, imageSources: ['https://git.example/shop/pay'] },
  ...more,
})
const found = (candidates: ManifestCandidate[], known: number | null = null) =>
  workloadOfManifest(REPOSITORY, candidates, known)

test('is the only one that says, or whose image says, that it comes from the repository', () => {
  expect(found([app(1)])).toBe(1)
  expect(found([app(1, { imageSources: [] })])).toBeNull()
  expect(found([app(1, { imageSources: [], declared: 'git@git.example:shop/pay.git' })])).toBe(1)
  expect(found([app(1, { imageSources: ['https://git.example/base/debian'] }), app(2)])).toBe(2)
  expect(found([])).toBeNull()
})

test('believes the workload before its images', () => {
  expect(found([app(1, { declared: 'git.example/shop/other' })])).toBeNull()
})

test('is nobody where two could be it, but stays what it was', () => {
  expect(found([app(1), app(2)])).toBeNull()
  expect(found([app(1), app(2)], 2)).toBe(2)
})

test('stays a workload that is gone, until another takes its place or it comes from elsewhere', () => {
  expect(found([app(1, { isGone: true })])).toBeNull()
  expect(found([app(1, { isGone: true, imageSources: [] })], 1)).toBe(1)
  expect(found([app(1, { isGone: true }), app(2)], 1)).toBe(2)
  expect(found([app(1, { declared: 'git.example/shop/other' })], 1)).toBeNull()
})

test.each([
  ['https://user:secret@Git.Example/shop/pay.git', REPOSITORY],
  ['git@git.example:shop/pay.git', REPOSITORY],
  ['ssh://git@git.example/shop/pay/', REPOSITORY],
  ['git.example/shop/pay', REPOSITORY],
  ['https://git.example:8443/shop/pay?ref=main', 'git.example:8443/shop/pay'],
  ['', ''],
])('knows %s as %s', (address, name) => {
  expect(repositoryName(address)).toBe(name)
})

test('reads the names of objects', () => {
  expect(manifestObject('Deployment/pay')).toEqual({ kind: 'Deployment', namespace: '', name: 'pay' })
  expect(manifestObject('CronJob/shop/pay.nightly')).toEqual({
    kind: 'CronJob',
    namespace: 'shop',
    name: 'pay.nightly',
  })
  for (const other of ['', 'aws_s3_bucket.logs', 'Deployment/', 'Shop/a/b/c']) expect(manifestObject(other)).toBeNull()
})
