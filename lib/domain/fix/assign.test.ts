import { expect, test } from 'vitest'
import { assignFixes, type FixableIssue } from './assign.ts'
import { fixKey, secretOfIssueKey } from './identity.ts'

const DEFAULTS: Omit<FixableIssue, 'id'> = {
  ...{ kind: 'vulnerability', key: 'k', rule: null, remediable: false, team: null },
  ...{ fixed: [], installed: ['1.0'], base: null, inherited: false },
  package: { purl: 'pkg:deb/debian/zlib1g', name: 'zlib1g', type: 'deb' },
}
const git = { purl: 'pkg:deb/debian/git', name: 'git', type: 'deb' }
const bash = { purl: 'pkg:deb/debian/bash', name: 'bash', type: 'deb' }

/** The keys of the fixes of these issues, in their order; null where none closes it. */
function keysOf(place: Parameters<typeof assignFixes>[0], ...issues: Partial<FixableIssue>[]) {
  const assigned = assignFixes(
    place,
    issues.map((issue, id) => ({ ...DEFAULTS, ...issue, id })),
  )
  return issues.map((_, id) => {
    const fix = assigned.get(id)
    return fix ? fixKey(fix) : null
  })
}

const IMAGE = { image: 'registry.example/pay' }
const UPGRADE = 'package|image=registry.example/pay|package=pkg:deb/debian/zlib1g'

test('one upgrade of a package closes what has a fix; the rest is closed by nothing', () => {
  expect(keysOf(IMAGE, { fixed: ['1.1'] }, { fixed: ['1.2'] }, {})).toEqual([UPGRADE, UPGRADE, null])
})

test('the base comes first, then a tool to remove, then an upgrade', () => {
  const base = 'docker.io/library/debian:12'
  expect(
    keysOf(
      IMAGE,
      { fixed: ['1.1'], base, inherited: true },
      { package: git, fixed: ['1.1'] },
      { package: git },
      { package: git, base, inherited: true },
    ),
  ).toEqual([
    `base-image|base=${base}`,
    'removal|image=registry.example/pay|tool=git',
    'removal|image=registry.example/pay|tool=git',
    `base-image|base=${base}`,
  ])
})

test('a tool that upgrades mend wholly, one in the base, and a shell are not to be removed', () => {
  expect(keysOf(IMAGE, { package: git, fixed: ['1.1'] })).toEqual([
    'package|image=registry.example/pay|package=pkg:deb/debian/git',
  ])
  expect(keysOf(IMAGE, { package: git, inherited: true })).toEqual([null])
  expect(keysOf(IMAGE, { package: bash })).toEqual([null])
  expect(keysOf({ repository: 'git.example/pay' }, { package: git })).toEqual([null])
})

test('a rule is one fix for the workloads of a team, and one for an artefact or a cluster', () => {
  const rule = { kind: 'misconfiguration', package: null, rule: 'privileged-container', remediable: true } as const
  expect(keysOf({ workload: true }, { ...rule, team: 'pay' }, rule)).toEqual([
    'configuration|rule=privileged-container|team=pay',
    'configuration|rule=privileged-container|team=none',
  ])
  expect(keysOf({ repository: 'git.example/pay' }, { ...rule, team: 'pay' })).toEqual([
    'configuration|rule=privileged-container|repository=git.example/pay',
  ])
  expect(keysOf({ cluster: 'prod' }, { ...rule, kind: 'benchmark' })).toEqual([
    'configuration|rule=privileged-container|cluster=prod',
  ])
  expect(keysOf({ workload: true }, { ...rule, remediable: false })).toEqual([null])
  expect(keysOf({ workload: true }, { ...rule, kind: 'threat' }, { ...rule, kind: 'drift' })).toEqual([null, null])
})

test('a secret is one fix wherever its hash is seen; without a hash within one artefact', () => {
  expect(secretOfIssueKey('secret|image=a|path=x|hash=4f1c')).toBe(
    secretOfIssueKey('secret|repository=b|path=y|hash=4f1c'),
  )
  const masked = (image: string, path: string) =>
    secretOfIssueKey(`secret|image=${image}|path=${path}|rule=r|masked=**`)
  expect(masked('a', 'x')).toBe(masked('a', 'y'))
  expect(masked('a', 'x')).not.toBe(masked('b', 'x'))
})

test('what a name holds cannot pretend to be another part of the key', () => {
  const hostile = fixKey({ kind: 'removal', image: 'a|tool=b', tool: 'c' })
  expect(hostile).toBe('removal|image=a%7ctool%3db|tool=c')
})
