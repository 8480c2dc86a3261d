import { expect, test } from 'vitest'
import { RULE_KINDS } from './ownership.ts'
import { patternProblem, RULE_GUIDE } from './ownership-rule.ts'

test('every kind has an example that it takes', () => {
  for (const kind of RULE_KINDS) expect(patternProblem(kind, RULE_GUIDE[kind].example)).toBeNull()
})

test.each([
  ['component', 'lodash', 'pkg:'],
  ['component', 'pkg:npm/lodash@4', 'version'],
  ['component', 'pkg:npm/%40angular/*', null],
  ['base-image', 'debian', 'docker.io/library/debian'],
  ['base-image', 'docker.io/library/debian:12', 'tag'],
  ['image-repository', 'r.example.com:5000/shop/*', null],
  ['image-repository', 'r.example.com/a@sha256:00', 'digest'],
  ['workload-label', '=pay', 'key'],
  ['workload-label', 'tier', null],
  ['namespace', 'Pay', 'lower-case'],
  ['codeowners', '/k8s/*', 'slash'],
  ['codeowners', '', 'asterisk'],
  ['namespace', ' pay', 'spaces'],
  ['cluster', 'Shop prod', null],
  ['cluster', '', 'asterisk'],
] as const)('%s %j', (kind, pattern, says) => {
  const problem = patternProblem(kind, pattern)
  if (says === null) expect(problem).toBeNull()
  else expect(problem).toContain(says)
})
