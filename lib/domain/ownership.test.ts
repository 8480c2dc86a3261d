import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesGlob } from './glob.ts'
import { NO_FACTS, type OwnershipFacts, ownerOf } from './ownership.ts'
import { teamOfHandle } from './team-handle.ts'
import { teamSlug } from './team-slug.ts'

const nobody = NO_FACTS
const slugs = new Set(['payments', 'platform', 'storefront'])
const teams = { slugs, aliases: new Map([['@shop/pay-squad', 'payments']]) }

test('without a hint nobody owns it, and the trace says who was asked', () => {
  expect(ownerOf(nobody, [], teams)).toEqual({
    team: null,
    by: 'unowned',
    suggestedTeam: null,
    trace: [{ rule: 'hand', matched: false, value: '', known: true }],
  })
})

test('the label of the workload names the team; an unknown team is suggested', () => {
  const labels = { 'plimsoll.dev/team': 'Payments', team: 'platform' }
  expect(ownerOf({ ...nobody, labels }, [], teams)).toMatchObject({ team: 'payments', by: 'workload-label' })
  const annotations = { 'plimsoll.dev/team': 'Fraud Squad' }
  expect(ownerOf({ ...nobody, annotations, labels }, [], teams)).toMatchObject({
    team: null,
    suggestedTeam: 'fraud-squad',
  })
})

test('what need not be a team counts only when there is such a team', () => {
  const partOf = (value: string) => ownerOf({ ...nobody, labels: { 'app.kubernetes.io/part-of': value } }, [], teams)
  expect(partOf('payments').team).toBe('payments')
  expect(partOf('argocd')).toMatchObject({ team: null, suggestedTeam: null, by: 'unowned' })
  const imageLabels = { 'org.opencontainers.image.vendor': 'Debian' }
  expect(ownerOf({ ...nobody, imageLabels }, [], teams).by).toBe('unowned')
})

test('ways are tried in the order of the design, rules of one way in their own', () => {
  const facts = {
    ...nobody,
    labels: { team: 'storefront' },
    purl: 'pkg:deb/debian/openssl',
    imageRepository: 'r/pay/api',
  }
  const component = { kind: 'component', pattern: 'pkg:deb/*', team: 'platform' } as const
  const images = { kind: 'image-repository', pattern: 'r/pay/*', team: 'payments' } as const
  expect(ownerOf(facts, [images, component], teams)).toMatchObject({ team: 'platform', by: 'component' })
  expect(ownerOf(facts, [images], teams)).toMatchObject({ team: 'storefront', by: 'workload-label' })
  expect(ownerOf({ ...facts, labels: {} }, [images, { ...images, pattern: '*', team: 'platform' }], teams).team).toBe(
    'payments',
  )
  const label = { kind: 'workload-label', pattern: 'tier=back*', team: 'platform' } as const
  expect(ownerOf({ ...facts, labels: { tier: 'backend', team: 'payments' } }, [label], teams).team).toBe('platform')
})

test('what sits in the layers of a base image is the innermost owner’s, by a rule or by whose the base is', () => {
  const facts: OwnershipFacts = {
    ...nobody,
    labels: { team: 'payments' },
    bases: [
      { repository: 'docker.io/library/debian', team: null },
      { repository: 'r/platform/java', team: 'platform' },
    ],
  }
  expect(ownerOf(facts, [], teams)).toMatchObject({ team: 'platform', by: 'base-image' })
  const rule = { kind: 'base-image', pattern: 'docker.io/library/*', team: 'storefront' } as const
  expect(ownerOf(facts, [rule], teams)).toMatchObject({ team: 'storefront', by: 'base-image' })
  const unowned = facts.bases.map((base) => ({ ...base, team: null }))
  expect(ownerOf({ ...facts, bases: unowned }, [], teams)).toMatchObject({ team: 'payments', by: 'workload-label' })
})

test('an imported file counts in its own way, when its owner means a team', () => {
  const claim = (owner: string) => ({ kind: 'codeowners', owner, source: 'CODEOWNERS of shop/pay, line 3' }) as const
  const asked = (...owners: string[]) => ownerOf({ ...nobody, claims: owners.map(claim) }, [], teams)
  expect(asked('@shop/nobody', '@ada', '@shop/pay-squad')).toMatchObject({ team: 'payments', by: 'codeowners' })
  expect(asked('@shop/nobody', 'lin@example.com')).toMatchObject({ team: null, suggestedTeam: null, by: 'unowned' })
  const named = { ...nobody, claims: [claim('@shop/platform')], imageRepository: 'r/pay' }
  const images = { kind: 'image-repository', pattern: 'r/*', team: 'payments' } as const
  expect(ownerOf(named, [images], teams).by).toBe('image-repository')
})

test('a path is looked at alone and behind its repository', () => {
  const at = (pattern: string) =>
    ownerOf(
      { ...nobody, repository: 'shop/pay', paths: ['k8s/pay.yaml'] },
      [{ kind: 'codeowners', pattern, team: 'payments' }],
      teams,
    )
  expect([at('k8s/*').team, at('shop/pay/*').team, at('shop/ship/*').team]).toEqual(['payments', 'payments', null])
})

test('of several files the first rule that fits any of them decides, and the trace says for which', () => {
  const rules = [
    { kind: 'codeowners', pattern: 'web/*', team: 'storefront' },
    { kind: 'codeowners', pattern: 'services/*', team: 'payments' },
  ] as const
  const facts = {
    ...nobody,
    repository: 'shop/all',
    paths: ['services/pay/package-lock.json', 'web/package-lock.json'],
  }
  const owner = ownerOf(facts, rules, teams)
  expect(owner.team).toBe('storefront')
  expect(owner.trace.at(-1)).toMatchObject({ rule: 'codeowners web/*', matched: true, value: 'web/package-lock.json' })
  expect(ownerOf(facts, rules.toReversed(), teams).team).toBe('payments')
  const whole = { kind: 'codeowners', pattern: 'shop/all/*', team: 'platform' } as const
  expect(ownerOf({ ...facts, paths: [] }, [whole], teams).team).toBe('platform')
  expect(ownerOf({ ...facts, repository: null }, rules, teams).team).toBeNull()
})

test('what concerns a cluster as a whole is its team’s, and nothing in it is by that', () => {
  const rules = [{ kind: 'cluster', pattern: 'shop-*', team: 'platform' }] as const
  expect(ownerOf({ ...nobody, cluster: 'shop-prod' }, rules, teams)).toMatchObject({ team: 'platform', by: 'cluster' })
  expect(ownerOf({ ...nobody, cluster: 'lab' }, rules, teams).by).toBe('unowned')
  expect(ownerOf({ ...nobody, namespace: 'shop-prod' }, rules, teams).by).toBe('unowned')
})

test('labels of a namespace that nobody told us are unknown, not absent', () => {
  expect(ownerOf({ ...nobody, namespace: 'pay' }, [], teams).trace.at(-1)).toMatchObject({
    matched: false,
    known: false,
  })
  const told = ownerOf({ ...nobody, namespace: 'pay', namespaceLabels: { team: 'payments' } }, [], teams)
  expect(told).toMatchObject({ team: 'payments', by: 'namespace' })
})

test('no rule and no label overrides a hand', () => {
  const kind = fc.constantFrom('component', 'workload-label', 'namespace', 'image-repository')
  const rule = fc.record({ kind, pattern: fc.constantFrom('*', 'team=*'), team: fc.constantFrom(...slugs) })
  fc.assert(
    fc.property(fc.array(rule), fc.constantFrom(...slugs), (rules, hand) => {
      const facts = { ...nobody, hand, labels: { team: 'platform' }, namespace: 'n', purl: 'p', imageRepository: 'r' }
      expect(ownerOf(facts, rules, teams)).toMatchObject({ team: hand, by: 'hand' })
    }),
  )
})

test('a hostile label key inherits nothing', () => {
  const rule = { kind: 'workload-label', pattern: 'constructor=*', team: 'payments' } as const
  const { by, trace } = ownerOf(nobody, [rule], teams)
  expect([by, trace.at(-1)?.value]).toEqual(['unowned', ''])
})

test.each([
  ['@shop/Payments', 'payments'],
  ['group:default/payments', 'payments'],
  ['group:payments', 'payments'],
  ['@Shop/Pay-Squad', 'payments'],
  ['user:default/ada', null],
  ['lin@example.com', null],
  ['', null],
])('%s means %s', (name, team) => {
  expect(teamOfHandle(name, teams)).toBe(team)
})

test('a slug is one that the database takes, or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      const slug = teamSlug(text)
      if (slug !== null) expect(slug).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
    }),
  )
  expect(teamSlug('a'.repeat(100))).toHaveLength(63)
  expect(teamSlug('@shop/Payments Team')).toBe('payments-team')
  expect(teamSlug('Équipe Sécurité')).toBe('equipe-securite')
  expect([teamSlug('***'), teamSlug('None'), teamSlug('mine')]).toEqual([null, null, null])
})

test('a glob agrees with the regular expression that it stands for', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 12 })
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*'), maxLength: 8 })
  fc.assert(
    fc.property(pattern, text, (glob, value) => {
      const expression = new RegExp(`^${glob.replace(/\./g, '\\.').replace(/\*+/g, '.*')}$`)
      expect(matchesGlob(glob, value)).toBe(expression.test(value))
    }),
    { numRuns: 2000 },
  )
})
