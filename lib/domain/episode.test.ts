import { expect, test } from 'vitest'
import { closeEpisode, episodeSegments, openEpisode, timeToRemediationSeconds } from './episode.ts'
import { CLOSE_REASONS } from './lifecycle.ts'

const evidence = { ended: { rescanned: 1 }, text: 'pay-api 4.2.0 scans clean' }
const opened = openEpisode(null, '2026-11-01T00:00:00Z', 'build')

test('episodes count up, and a closed one stays as it is', () => {
  const closed = closeEpisode(opened, '2026-11-02T00:00:00Z', 'fixed', evidence)
  expect(closeEpisode(closed, '2026-11-09T00:00:00Z', 'gone', evidence)).toBe(closed)
  const next = openEpisode(closed, '2026-11-03T00:00:00Z', 'runtime')
  expect(next).toMatchObject({ number: 2, openedStage: 'runtime', closedAt: null })
})

test('time to remediation is told only of what was fixed or handled', () => {
  const days = CLOSE_REASONS.map((reason) => [
    reason,
    timeToRemediationSeconds(closeEpisode(opened, '2026-11-02T00:00:00Z', reason, evidence)),
  ])
  expect(Object.fromEntries(days)).toEqual({
    ...{ fixed: 86400, handled: 86400 },
    ...{ gone: null, resolved: null, quiet: null, merged: null },
  })
  expect(timeToRemediationSeconds(opened)).toBeNull()
})

test('a clock that runs behind closes at the opening, never before it', () => {
  expect(closeEpisode(opened, '2026-10-31T00:00:00Z', 'fixed', evidence).closedAt).toBe(opened.openedAt)
})

test('the segments of a fixed episode add up to its time', () => {
  const episode = closeEpisode(
    { ...opened, fixBuiltAt: '2026-11-03T00:00:00Z', rolledOutAt: '2026-11-04T12:00:00Z' },
    '2026-11-04T13:00:00Z',
    'fixed',
    evidence,
  )
  const segments = episodeSegments(episode, '2026-10-01T00:00:00Z')
  expect(segments).toEqual({ waiting: 0, building: 2 * 86400, rollingOut: 1.5 * 86400, closing: 3600 })
  expect(episodeSegments(opened, null)).toEqual({ waiting: null, building: null, rollingOut: null, closing: null })
})
