import { expect, test } from 'vitest'
import { type Check, canonicalCheck } from './check.ts'

const checks: Check[] = [
  {
    id: 'privileged-container',
    title: '',
    severity: 'high',
    description: '',
    remediation: '',
    patch: { language: 'yaml', text: '' },
    aliases: { trivy: ['KSV-0017'], polaris: ['runAsPrivileged'] },
    controls: [],
  },
]

test('a claimed rule is the check, in any case; another tool or rule keeps its own name', () => {
  expect(canonicalCheck('trivy', 'ksv-0017', checks)).toBe('privileged-container')
  expect(canonicalCheck('polaris', 'runAsPrivileged', checks)).toBe('privileged-container')
  expect(canonicalCheck('checkov', 'KSV-0017', checks)).toBe('checkov:KSV-0017')
  expect(canonicalCheck('trivy', 'KSV-0014', checks)).toBe('trivy:KSV-0014')
  expect(canonicalCheck('constructor', 'x', checks)).toBe('constructor:x')
})
