import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ArtefactPlace,
  type IssueIdentity,
  issueKey,
  preferredVulnerabilityId,
  renamedVulnerabilityKey,
  type ThreatPlace,
} from './identity.ts'

test('a key reads in named parts', () => {
  expect(
    issueKey({
      kind: 'vulnerability',
      place: { image: 'docker.io/library/nginx' },
      purl: 'pkg:deb/debian/openssl',
      vulnerability: 'CVE-2024-1',
    }),
  ).toBe('vulnerability|image=docker.io/library/nginx|package=pkg:deb/debian/openssl|id=CVE-2024-1')
  const workload = { cluster: 'prod-eu', namespace: 'payments', kind: 'Deployment', name: 'pay' }
  expect(issueKey({ kind: 'misconfiguration', place: { workload }, rule: 'privileged-container' })).toBe(
    'misconfiguration|rule=privileged-container|cluster=prod-eu|namespace=payments|kind=Deployment|name=pay',
  )
})

const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '|', '=', '%', '7', 'c', '\u0000', '\ud800', 'image', 'id') }),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const workload = fc.record({ cluster: hostile, namespace: hostile, kind: hostile, name: hostile })
const artefact: fc.Arbitrary<ArtefactPlace> = fc.oneof(
  fc.record({ image: hostile }),
  fc.record({ repository: hostile }),
)
const threatPlace: fc.Arbitrary<ThreatPlace> = fc.oneof(
  fc.record({ workload }),
  fc.record({ cluster: hostile, namespace: hostile, podOwner: hostile }),
  fc.record({ cluster: hostile, image: hostile }),
  fc.record({ cluster: hostile, host: hostile }),
)
const identity: fc.Arbitrary<IssueIdentity> = fc.oneof(
  fc.record({ kind: fc.constant('vulnerability' as const), place: artefact, purl: hostile, vulnerability: hostile }),
  fc.record({ kind: fc.constant('misconfiguration' as const), place: fc.record({ workload }), rule: hostile }),
  fc.record({
    kind: fc.constant('misconfiguration' as const),
    place: fc.record({ repository: hostile, path: hostile, resource: hostile }),
    rule: hostile,
  }),
  fc.record({
    kind: fc.constant('secret' as const),
    place: artefact,
    path: hostile,
    secret: fc.oneof(fc.record({ saltedHash: hostile }), fc.record({ rule: hostile, masked: hostile })),
  }),
  fc.record({ kind: fc.constant('threat' as const), place: threatPlace, rule: hostile }),
  fc.record({ kind: fc.constant('drift' as const), workload, field: hostile }),
  fc.record({
    kind: fc.constant('benchmark' as const),
    cluster: hostile,
    control: hostile,
    role: hostile,
    node: fc.option(hostile),
  }),
)

test('different parts make different keys, whatever they contain', () => {
  fc.assert(
    fc.property(identity, identity, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other))
      expect(issueKey(one)).not.toBe(issueKey(other))
    }),
    { numRuns: 2000 },
  )
})

test('moving a value over a part border makes another key', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (a, b, c) => {
      const key = (purl: string, vulnerability: string) =>
        issueKey({ kind: 'vulnerability', place: { image: 'i' }, purl, vulnerability })
      expect(key(`${a}|id=${b}`, c)).not.toBe(key(a, `${b}|id=${c}`))
    }),
  )
})

test('text that looks escaped is not what it looks like', () => {
  const key = (rule: string) => issueKey({ kind: 'threat', place: { cluster: 'c', host: 'h' }, rule })
  expect(key('a%7cb')).not.toBe(key('a|b'))
})

test('a CVE is preferred over a GHSA over a vendor id, in any case and order', () => {
  expect(preferredVulnerabilityId('ghsa-jfh8-c2jp-5v3q', ['CVE-2021-44228'])).toBe('CVE-2021-44228')
  expect(preferredVulnerabilityId('CVE-2021-44228', ['GHSA-jfh8-c2jp-5v3q'])).toBe('CVE-2021-44228')
  expect(preferredVulnerabilityId('ALAS-2021-1', ['ghsa-jfh8-c2jp-5v3q'])).toBe('GHSA-JFH8-C2JP-5V3Q')
  expect(preferredVulnerabilityId('CVE-2021-45046', ['CVE-2021-44228'])).toBe('CVE-2021-45046')
  expect(preferredVulnerabilityId('temp-1', ['', ' '])).toBe('TEMP-1')
})

test('the order of aliases does not matter', () => {
  const id = fc.constantFrom('CVE-2021-1', 'CVE-2021-2', 'GHSA-a', 'ghsa-b', 'RHSA-1', 'alas-2')
  fc.assert(
    fc.property(id, fc.array(id), (own, aliases) => {
      expect(preferredVulnerabilityId(own, aliases.toReversed())).toBe(preferredVulnerabilityId(own, aliases))
    }),
  )
})

test('a better id changes the end of a key and nothing else', () => {
  const key = (vulnerability: string) =>
    issueKey({ kind: 'vulnerability', place: { image: 'a|id=GHSA-1' }, purl: 'pkg:npm/x', vulnerability })
  expect(renamedVulnerabilityKey(key('GHSA-1'), 'GHSA-1', 'CVE-2024-1')).toBe(key('CVE-2024-1'))
  expect(() => renamedVulnerabilityKey(key('GHSA-1'), 'GHSA-2', 'CVE-2024-1')).toThrow('no key of GHSA-2')
})
