import fc from 'fast-check'
import { expect, test } from 'vitest'
import { disagreements, type Opinion } from './disagreement.ts'
import { SEVERITIES } from './severity.ts'

const at = (hour: number) => `2026-11-20T0${hour}:00:00.000Z`
const opinion = (source: string, seen: Opinion['seen'], subject = 'sha256:aa', hour = 1): Opinion => ({
  ...{ source, subject, seen, scannedAt: at(hour) },
})
const high = { severity: 'high' as const, fixedVersion: '1.4-2' }

test('one that does not see it, one that knows no fix, and other severities are told apart', () => {
  const told = disagreements([
    opinion('trivy', high),
    opinion('snyk', { severity: 'low', fixedVersion: '' }),
    opinion('grype', null, 'sha256:aa', 3),
  ])
  expect(told).toEqual([
    { about: 'sight', subject: 'sha256:aa', said: [{ source: 'grype', says: 'does not see it', scannedAt: at(3) }] },
    {
      about: 'fix',
      subject: 'sha256:aa',
      said: [
        { source: 'snyk', says: 'knows no fix', scannedAt: at(1) },
        { source: 'trivy', says: 'says that 1.4-2 fixes it', scannedAt: at(1) },
      ],
    },
    {
      about: 'severity',
      subject: 'sha256:aa',
      said: [
        { source: 'trivy', says: 'says high', scannedAt: at(1) },
        { source: 'snyk', says: 'says low', scannedAt: at(1) },
      ],
    },
  ])
})

test('tools that looked at different things do not disagree, nor do those that say the same', () => {
  expect(disagreements([opinion('trivy', high), opinion('grype', null, 'sha256:bb')])).toEqual([])
  expect(disagreements([opinion('trivy', high), opinion('grype', { ...high, fixedVersion: '1.4-3' })])).toEqual([])
  expect(disagreements([opinion('trivy', high), opinion('grype', { ...high, severity: 'unknown' })])).toEqual([])
})

test('a tool that scans in parts sees what one of them sees', () => {
  expect(disagreements([opinion('snyk', null), opinion('snyk', high), opinion('trivy', high)])).toEqual([])
})

test('what was scanned last comes first, and one voice alone never disagrees', () => {
  const both = ['sha256:aa', 'sha256:bb'].flatMap((subject, index) => [
    opinion('trivy', high, subject, 1 + index),
    opinion('grype', null, subject, 1),
  ])
  expect(disagreements(both).map(({ subject }) => subject)).toEqual(['sha256:bb', 'sha256:aa'])
  const seen = fc.option(
    fc.record({ severity: fc.constantFrom(...SEVERITIES), fixedVersion: fc.constantFrom('', '1') }),
  )
  fc.assert(fc.property(fc.array(seen), (all) => disagreements(all.map((one) => opinion('trivy', one))).length === 0))
})
