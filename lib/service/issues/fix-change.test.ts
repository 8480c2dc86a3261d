import { expect, test } from 'vitest'
import { type FixFacts, fixChange, nearestVersion } from './fix-change.ts'

const facts = (of: Partial<FixFacts>): FixFacts => ({
  kind: 'vulnerability',
  rule: null,
  remediation: '',
  package: { name: 'openssl', type: 'deb' },
  installedVersion: '3.0.11-1',
  fixedVersion: '3.0.15-1',
  place: '',
  workload: null,
  ...of,
})

test('of several fixed versions the nearest to the installed one is offered', () => {
  expect(nearestVersion('4.1.2, 3.8.3, 2.19.0', '3.8.1')).toBe('3.8.3')
  expect(nearestVersion('1.2.3', null)).toBe('1.2.3')
  expect(nearestVersion('', '1.0')).toBeNull()
})

test('an upgrade is a line to copy, with what is not known about it', () => {
  expect(fixChange(facts({}))).toEqual({
    known: true,
    title: 'Upgrade openssl to 3.0.15-1',
    change: {
      language: 'dockerfile',
      text: 'RUN apt-get update && apt-get install -y --only-upgrade openssl=3.0.15-1',
    },
    unknown: ['Which base image or layer brings the package in is not known.'],
  })
})

test('a name from a report cannot run as a command', () => {
  const { change } = fixChange(facts({ package: { name: "x'; rm -rf / #", type: 'npm' }, place: 'package.json' }))
  expect(change?.text).toBe(`npm install 'x'\\''; rm -rf / #@3.0.15-1'`)
})

test('without a fixed version nothing is promised', () => {
  expect(fixChange(facts({ fixedVersion: '' }))).toMatchObject({ known: false, change: null })
})

test('a privileged workload gets the patch of exactly its privileged containers, at the depth of its kind', () => {
  const containers = [
    { name: 'api', type: 'app', privileged: true },
    { name: 'proxy', type: 'app', privileged: false },
    { name: 'init', type: 'init', privileged: true },
  ]
  const of = { kind: 'misconfiguration', rule: 'privileged-container', package: null } as const
  const { change } = fixChange(facts({ ...of, workload: { kind: 'Deployment', containers } }))
  expect(change?.text).toBe(
    [
      'spec:',
      '  template:',
      '    spec:',
      '      containers:',
      '        - name: api',
      '          securityContext:',
      '            privileged: false',
      '      initContainers:',
      '        - name: init',
      '          securityContext:',
      '            privileged: false',
    ].join('\n'),
  )
})
