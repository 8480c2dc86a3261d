import { expect, test } from 'vitest'
import { suggestOwners, type UnownedSubject } from './ownership-suggestion.ts'

const teams = [
  { slug: 'payments', name: 'Payments' },
  { slug: 'platform', name: 'Platform' },
]
const nothing: UnownedSubject = { type: 'namespace', name: 'n', labels: [], claims: [], siblings: new Map() }
const suggest = (subject: Partial<UnownedSubject>) => suggestOwners({ ...nothing, ...subject }, teams)

test('a file that names somebody who is nearly a team comes first, as a name to learn', () => {
  const claims = [
    { kind: 'codeowners', owner: '@Shop/payments-team', source: 'CODEOWNERS of shop/pay, line 1: *' },
  ] as const
  expect(suggest({ claims, siblings: new Map([['platform', 3]]) })).toEqual([
    {
      team: teams[0],
      why: 'CODEOWNERS of shop/pay, line 1: * names @Shop/payments-team',
      rule: null,
      alias: '@shop/payments-team',
    },
    { team: teams[1], why: expect.stringContaining('3 of 3'), rule: { kind: 'namespace', pattern: 'n' }, alias: null },
  ])
})

test('most of what stands beside it must be one team’s', () => {
  const image = { type: 'image', name: 'r.example/shop/cart' } as const
  expect(
    suggest({
      ...image,
      siblings: new Map([
        ['payments', 3],
        ['platform', 2],
      ]),
    })[0],
  ).toMatchObject({
    team: { slug: 'payments' },
    rule: { kind: 'image-repository', pattern: 'r.example/shop/*' },
  })
  expect(
    suggest({
      ...image,
      siblings: new Map([
        ['payments', 2],
        ['platform', 2],
      ]),
    }),
  ).toEqual([])
})

test('a label that nearly matches makes a rule on that label; other labels tell nothing', () => {
  expect(suggest({ labels: [['app.kubernetes.io/part-of', 'payment']] })[0]).toMatchObject({
    rule: { kind: 'workload-label', pattern: 'app.kubernetes.io/part-of=payment' },
  })
  expect(suggest({ labels: [['version', 'payments']] })).toEqual([])
})

test('a namespace, repository or cluster may be called like its team', () => {
  expect(suggest({ name: 'payments-prod' })[0]?.rule).toEqual({ kind: 'namespace', pattern: 'payments-prod' })
  expect(suggest({ type: 'repository', name: 'github.com/platform/charts' })[0]?.rule).toEqual({
    kind: 'codeowners',
    pattern: 'github.com/platform/charts/*',
  })
  expect(suggest({ name: 'kube-system' })).toEqual([])
  expect(suggest({ type: 'cluster', name: 'platform-prod' })[0]?.rule).toEqual({
    kind: 'cluster',
    pattern: 'platform-prod',
  })
})
