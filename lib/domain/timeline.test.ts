import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TimelineStep, timelineOf } from './timeline.ts'

const at = (time: string) => `2026-11-20T${time}Z`
const alert = (time: string, count = 1): TimelineStep => ({
  type: 'alert',
  at: at(time),
  stage: 'runtime',
  rule: 'Shell spawned',
  severity: 'high',
  workload: 'shop/web',
  workloadId: 7,
  count,
  output: 'sh -i',
})
const scanned: TimelineStep = {
  type: 'scanned',
  at: at('10:00:00'),
  stage: 'build',
  source: 'trivy',
  asset: 'web:1',
  found: true,
  reportId: null,
}
const opened: TimelineStep = { type: 'opened', at: at('10:00:00'), stage: 'build', episode: 1 }
const admitted: TimelineStep = {
  type: 'admitted',
  at: at('11:00:00'),
  stage: 'deploy',
  workload: 'shop/web',
  decisionId: 'd',
  messages: [],
}

test('steps of three stages make one story, the cause before its effect', () => {
  const closed: TimelineStep = {
    type: 'closed',
    at: at('15:00:00'),
    stage: null,
    episode: 1,
    reason: 'fixed',
    evidence: '',
  }
  const titles = timelineOf([closed, alert('12:00:00'), opened, admitted, scanned]).map(({ title }) => title)
  expect(titles).toEqual([
    'trivy found it in web:1',
    'Opened',
    'shop/web was admitted',
    'Shell spawned in shop/web',
    'Closed as fixed',
  ])
})

test('a burst of alerts is one line that counts them; a pause of more than an hour or another step ends it', () => {
  const [burst, later, ...rest] = timelineOf([alert('12:00:00', 13), alert('12:40:00'), alert('14:00:00')])
  expect(burst).toMatchObject({
    title: 'Shell spawned in shop/web ×14',
    count: 14,
    at: at('12:00:00'),
    lastAt: at('12:40:00'),
  })
  expect([later?.title, rest]).toEqual(['Shell spawned in shop/web', []])
  expect(timelineOf([alert('10:50:00'), admitted, alert('11:10:00')])).toHaveLength(3)
})

test('times of different precision are ordered as times, not as text', () => {
  const [first] = timelineOf([alert('12:00:00.5'), { ...opened, at: at('12:00:00') }])
  expect(first?.type).toBe('opened')
})

test('an episode says which time it is', () => {
  const title = (episode: number) =>
    timelineOf([{ type: 'reopened', at: at('10:00:00'), stage: 'build', episode }])[0]?.title
  expect([2, 3, 4, 11, 21].map(title)).toEqual(
    ['2nd', '3rd', '4th', '11th', '21st'].map((time) => `Seen again, opened for the ${time} time`),
  )
})

test('no alert is lost or counted twice, whatever the order of arrival', () => {
  const minute = fc.integer({ min: 0, max: 59 }).map((value) => String(value).padStart(2, '0'))
  const step = fc.oneof(
    fc
      .tuple(fc.integer({ min: 10, max: 15 }), minute, fc.integer({ min: 1, max: 9 }))
      .map(([h, m, n]) => alert(`${h}:${m}:00`, n)),
    fc.constantFrom(scanned, opened, admitted),
  )
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const items = timelineOf(steps)
      const count = (all: readonly { type: string; count?: number }[]) =>
        all.reduce((sum, one) => sum + (one.type === 'alert' ? (one.count ?? 0) : 0), 0)
      expect(count(items)).toBe(count(steps))
      const times = items.map((item) => Date.parse(item.at))
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }),
  )
})
