import { expect, test } from 'vitest'
import { saidOf } from './event-words.ts'

test.each([
  ['mentioned', { by: 'Ada', text: 'please look' }, 'Ada wrote: please look'],
  ['worsened', { fromRisk: 41, fromSeverity: 3 }, 'The risk was 41 before.'],
  ['worsened', { feed: 'kev', reason: 'It entered the CISA catalogue.' }, 'It entered the CISA catalogue.'],
  [
    'exception-expiring',
    { until: '2026-12-01T00:00:00.000Z', by: 'Lin', reason: 'No fix yet' },
    'The risk is accepted until 2026-12-01 by Lin: No fix yet',
  ],
  ['over-line', { text: 'Its load is 31.4, its line 25.0.' }, 'Its load is 31.4, its line 25.0.'],
  ['opened', { text: 'never shown' }, null],
  ['mentioned', {}, null],
] as const)('%s with %o', (event, data, said) => expect(saidOf([event], data)).toBe(said))

test('several events say one line each', () => {
  expect(saidOf(['opened', 'worsened', 'mentioned'], { fromRisk: 10, by: 'Ada', text: 'look' })).toBe(
    'The risk was 10 before.\nAda wrote: look',
  )
})
