import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownerByName, workloadOfPod } from './pod-owner.ts'

const owner = (pod: string) => {
  const { kind, name, guessed } = workloadOfPod(pod, 'shop', [])
  return [kind, name, guessed]
}

test('the name of a generated pod tells its top owner, as a guess', () => {
  expect(owner('shipping-6f7d9c8b5d-x2v7q')).toEqual(['Deployment', 'shipping', true])
  expect(owner('db-backup-0')).toEqual(['StatefulSet', 'db-backup', true])
  expect(owner('log-agent-x2v7q')).toEqual(['DaemonSet', 'log-agent', true])
  expect(owner('report-28871520-x2v7q')).toEqual(['CronJob', 'report', true])
  expect(owner('debug-toolbox')).toEqual(['Pod', 'debug-toolbox', true])
})

test('a known workload of the namespace is no guess, and another namespace proves nothing', () => {
  const known = [
    { namespace: 'shop', kind: 'Job', name: 'migrate' },
    { namespace: 'other', kind: 'Job', name: 'import' },
    { namespace: 'shop', kind: 'StatefulSet', name: 'web-6f7d9c8b5d' },
  ]
  expect(workloadOfPod('migrate-x2v7q', 'shop', known)).toMatchObject({ kind: 'Job', guessed: false })
  expect(workloadOfPod('import-x2v7q', 'shop', known)).toMatchObject({ kind: 'DaemonSet', guessed: true })
  expect(workloadOfPod('web-6f7d9c8b5d-22222', 'shop', known)).toMatchObject({ name: 'web-6f7d9c8b5d', guessed: false })
})

test('a known workload of a kind that makes no such names is not the owner', () => {
  const known = [{ namespace: 'shop', kind: 'StatefulSet', name: 'shipping' }]
  expect(workloadOfPod('shipping-6f7d9c8b5d-x2v7q', 'shop', known)).toMatchObject({ kind: 'Deployment', guessed: true })
})

test('a new ReplicaSet and a new pod change nothing', () => {
  const safe = fc.constantFrom(...'bcdfghjklmnpqrstvwxz2456789')
  const hash = fc.array(safe, { minLength: 8, maxLength: 10 }).map((chars) => chars.join(''))
  const suffix = fc.array(safe, { minLength: 5, maxLength: 5 }).map((chars) => chars.join(''))
  const known = [{ namespace: 'shop', kind: 'Deployment', name: 'pay-api' }]
  fc.assert(
    fc.property(hash, suffix, (replicaSet, pod) => {
      const found = workloadOfPod(`pay-api-${replicaSet}-${pod}`, 'shop', known)
      expect(found).toEqual({ namespace: 'shop', kind: 'Deployment', name: 'pay-api', guessed: false })
    }),
  )
})

test('a generated name of a ReplicaSet or a Job speaks for the owner above it, a name of its own for none', () => {
  const owner = (kind: string, name: string) => ownerByName({ namespace: 'shop', kind, name })
  expect(owner('ReplicaSet', 'pay-api-6d4cf56db6')).toEqual({ namespace: 'shop', kind: 'Deployment', name: 'pay-api' })
  expect(owner('Job', 'backup-29012345')).toMatchObject({ kind: 'CronJob', name: 'backup' })
  for (const [kind, name] of [
    ['ReplicaSet', 'pay-api'],
    ['Job', 'migrate-7'],
    ['Pod', 'pay-api-6d4cf56db6-x2v7q'],
  ] as const) {
    expect(owner(kind, name)).toEqual({ namespace: 'shop', kind, name })
  }
})
