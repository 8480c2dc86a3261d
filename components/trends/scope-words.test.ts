import { expect, test } from 'vitest'
import { scopeWords } from './scope-words.ts'

const NOW = Date.UTC(2026, 10, 21, 9)

test.each([
  [{}, false, 'Last 30 days, all teams'],
  [{ days: 7, team: 'mine', severity: 'critical' as const }, false, 'Last 7 days, my teams, critical'],
  [{ from: '2026-10-01', to: '2026-10-31', team: 'payments' }, false, '1 Oct to 31 Oct, team payments'],
  [
    { from: '2026-11-01', cluster: 'none', environment: 'none' as const },
    false,
    '1 Nov to 21 Nov, all teams, in no cluster, environment not known',
  ],
  [{ team: 'none', kind: 'threat' as const }, true, 'Today, owned by nobody, threat'],
  [{ team: 'constructor' }, true, 'Today, team constructor'],
])('%o reads as it is asked', (scope, isOfToday, words) => {
  expect(scopeWords(scope, NOW, isOfToday)).toBe(words)
})
