import { expect, test } from 'vitest'
import type { Check } from '../check.ts'
import { type IssueChangeFacts, issueChange } from './issue-change.ts'

const facts = (of: Partial<IssueChangeFacts>): IssueChangeFacts => ({
  kind: 'vulnerability',
  remediation: '',
  check: null,
  package: { name: 'openssl', type: 'deb' },
  installed: ['3.0.11-1'],
  fixed: ['3.0.15-1'],
  place: '',
  workload: null,
  ...of,
})

test('an upgrade is a line to copy, with what is not known about it', () => {
  expect(issueChange(facts({}))).toEqual({
    known: true,
    title: 'Upgrade openssl to 3.0.15-1',
    change: {
      language: 'dockerfile',
      text: `RUN apt-get update && apt-get install -y --only-upgrade openssl && dpkg --compare-versions "$(dpkg-query -Wf '\${Version}' openssl)" ge 3.0.15-1`,
    },
    unknown: ['Which base image or layer brings the package in is not known.'],
  })
})

test('a name from a report cannot run as a command, nor start a line of its own', () => {
  const of = { package: { name: "x'; rm -rf / #", type: 'npm' }, place: 'package.json' }
  expect(issueChange(facts(of)).change?.text).toBe(`npm install 'x'\\''; rm -rf / #@3.0.15-1'`)
  const lines = issueChange(facts({ package: { name: 'x\nRUN evil', type: 'deb' } })).change?.text
  expect(lines?.split('\n')).toHaveLength(1)
})

test('the file that declares it names the tool', () => {
  const at = (place: string) =>
    issueChange(facts({ package: { name: 'lodash', type: 'npm' }, installed: ['4.17.20'], fixed: ['4.17.21'], place }))
      .change
  expect(at('web/yarn.lock')?.text).toBe('yarn up lodash@4.17.21')
  expect(at('web/package-lock.json')?.text).toBe('npm install lodash@4.17.21')
})

test('without a fixed version nothing is promised', () => {
  expect(issueChange(facts({ fixed: [''] }))).toMatchObject({ known: false, change: null })
})

test('a check gives its patch for the very workload', () => {
  const check: Check = {
    ...{ id: 'privileged-container', title: 'Container is privileged', severity: 'high', description: '' },
    remediation: 'Set securityContext.privileged to false.',
    patch: {
      language: 'yaml',
      text: 'spec:\n  template:\n    spec:\n      containers:\n        - name: app\n          securityContext:\n            privileged: false\n',
    },
    ...{ aliases: {}, controls: [] },
  }
  const workload = {
    ...{ kind: 'CronJob', name: 'pay', namespace: 'shop' },
    containers: [
      { name: 'api', type: 'app' as const },
      { name: 'init', type: 'init' as const },
    ],
  }
  const { change } = issueChange(facts({ kind: 'misconfiguration', package: null, check, workload }))
  expect(change?.text).toBe(
    [
      'kind: CronJob',
      'metadata:',
      '  name: pay',
      '  namespace: shop',
      'spec:',
      '  jobTemplate:',
      '    spec:',
      '      template:',
      '        spec:',
      '          containers:',
      '            - name: api',
      '              securityContext:',
      '                privileged: false',
      '          initContainers:',
      '            - name: init',
      '              securityContext:',
      '                privileged: false',
    ].join('\n'),
  )
})
