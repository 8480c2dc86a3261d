import { expect, test } from 'vitest'
import { type CoverageFacts, coverageOf } from './coverage.ts'

const day = (n: number) => new Date(Date.UTC(2026, 10, n))
const NOTHING: CoverageFacts = { containers: [], factsAt: null, gate: null, sensor: null }

test('of what nobody told nothing is counted as zero: it is not known, and neither is how much there is', () => {
  const { build, deploy, runtime } = coverageOf(NOTHING)
  expect(build).toEqual({ state: 'never', known: 0, of: null, sources: [], oldestAt: null })
  expect([deploy.state, runtime.state]).toEqual(['never', 'never'])
})

test('a build is known in part while one of its images was never scanned, and as old as its oldest scan', () => {
  const containers = [
    { scannedAt: day(3), scannedBy: ['trivy', 'grype'] },
    { scannedAt: day(1), scannedBy: ['trivy'] },
  ]
  expect(coverageOf({ ...NOTHING, containers }).build).toEqual({
    ...{ state: 'known', known: 2, of: 2, oldestAt: day(1) },
    sources: ['grype', 'trivy'],
  })
  const withNew = [...containers, { scannedAt: null, scannedBy: [] }]
  expect(coverageOf({ ...NOTHING, containers: withNew }).build).toMatchObject({ state: 'part', known: 2, of: 3 })
})

test('a manifest counts while the gate of its cluster still asks', () => {
  const gate = { source: 'admission', lastAt: day(9), silent: false }
  expect(coverageOf({ ...NOTHING, factsAt: day(2), gate }).deploy).toMatchObject({ state: 'known', oldestAt: day(2) })
  const silent = coverageOf({ ...NOTHING, factsAt: day(2), gate: { ...gate, silent: true } }).deploy
  expect(silent).toMatchObject({ state: 'silent', known: 0, of: 1 })
  expect(coverageOf({ ...NOTHING, factsAt: null, gate }).deploy.state).toBe('never')
})

test('runtime is known where a sensor reports from the cluster, and no more once it fell silent', () => {
  const sensor = { source: 'falco', lastAt: day(9), silent: false }
  expect(coverageOf({ ...NOTHING, sensor }).runtime).toMatchObject({
    state: 'known',
    sources: ['falco'],
    oldestAt: day(9),
  })
  expect(coverageOf({ ...NOTHING, sensor: { ...sensor, silent: true } }).runtime).toMatchObject({
    state: 'silent',
    known: 0,
  })
})
