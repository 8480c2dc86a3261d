import { expect, test } from 'vitest'
import type { TimelineItem } from '../../../lib/contract/issue-detail.ts'
import { foldTimeline, laneOf, linkOf } from './timeline-view.ts'

const item = (minute: number, more: Partial<TimelineItem> = {}): TimelineItem => ({
  at: new Date(Date.UTC(2026, 10, 21, 5, minute)).toISOString(),
  until: null,
  count: 1,
  stage: 'runtime',
  type: 'alert',
  title: 'Terminal shell in container',
  detail: '',
  by: null,
  link: null,
  ...more,
})
const story = (length: number) => Array.from({ length }, (_, minute) => item(minute))

test('a long story keeps its beginning and its end, and counts what is between them', () => {
  const { first, hidden, last } = foldTimeline(story(12), 2, 5)
  expect(first.map(({ at }) => at.slice(14, 16))).toEqual(['00', '01'])
  expect(hidden).toBe(5)
  expect(last.map(({ at }) => at.slice(14, 16))).toEqual(['07', '08', '09', '10', '11'])
})

test('a story is not folded for two lines', () => {
  expect(foldTimeline(story(9), 2, 5)).toMatchObject({ hidden: 0, last: [] })
  expect(foldTimeline(story(9), 2, 5).first).toHaveLength(9)
  expect(foldTimeline(story(10), 2, 5).hidden).toBe(3)
})

test('items of one moment and one name have keys of their own', () => {
  const { first } = foldTimeline([item(1), item(1), item(1, { type: 'comment' })], 5, 5)
  expect(new Set(first.map(({ key }) => key)).size).toBe(3)
})

test('what belongs to no stage is in the lane of people', () => {
  expect(laneOf(null)).toBe('people')
  expect(laneOf('deploy')).toBe('deploy')
})

test('reports, decisions and workloads can be gone to', () => {
  expect(linkOf(item(1))).toBeNull()
  expect(linkOf(item(1, { link: { type: 'report', id: '7' } }))?.href).toBe('/sources/reports/7')
  expect(linkOf(item(1, { link: { type: 'decision', id: 'd' } }))?.href).toBe('/decisions/d')
  expect(linkOf(item(1, { link: { type: 'workload', id: '3' } }))?.href).toBe('/workloads/3')
})
