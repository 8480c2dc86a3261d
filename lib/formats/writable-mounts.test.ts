import { expect, test } from 'vitest'
import { writableMounts } from './writable-mounts.ts'

const mounted = (volume: object | null, mount: object = {}) =>
  writableMounts(
    { volumes: volume ? [{ name: 'v', ...volume }] : [] },
    { volumeMounts: [{ name: 'v', mountPath: '/data', ...mount }] },
  ).map(({ volume }) => volume)

test.each([
  ['an empty directory', { emptyDir: {} }, ['empty-dir']],
  ['a claim', { persistentVolumeClaim: { claimName: 'c' } }, ['claim']],
  ['a claim of the pod itself', { ephemeral: { volumeClaimTemplate: {} } }, ['claim']],
  ['a claim of a StatefulSet, which the pod does not list', null, ['claim']],
  ['a share', { nfs: { server: 's', path: '/' } }, ['other']],
  ['a claim that is read-only', { persistentVolumeClaim: { claimName: 'c', readOnly: true } }, []],
  ['configuration', { configMap: { name: 'c' } }, []],
  ['a secret', { secret: { secretName: 's' } }, []],
  ['what is projected', { projected: { sources: [] } }, []],
  ['a path of the host, which is told elsewhere', { hostPath: { path: '/' } }, []],
])('%s', (_, volume, expected) => {
  expect(mounted(volume)).toEqual(expected)
  expect(mounted(volume, { readOnly: true })).toEqual([])
})

test('the path is where the container sees it', () => {
  const pod = { volumes: [{ name: 'a', emptyDir: {} }] }
  const container = { volumeMounts: [{ name: 'a', mountPath: '/tmp' }, null, { name: 'b', mountPath: '/data' }] }
  expect(writableMounts(pod, container)).toEqual([
    { path: '/tmp', volume: 'empty-dir' },
    { path: '/data', volume: 'claim' },
  ])
  expect(writableMounts({}, { volumeMounts: 'none' })).toEqual([])
})
