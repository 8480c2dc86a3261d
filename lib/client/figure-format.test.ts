import { expect, test } from 'vitest'
import { changeOf, formatFigure } from './figure-format.ts'

test('figures in their units', () => {
  expect(formatFigure('count', 1204)).toBe('1,204')
  expect(formatFigure('share', 0.618)).toBe('62 %')
  expect(formatFigure('seconds', 273_600)).toBe('3 d 4 h')
})

test('a change says how much and whether that is good', () => {
  expect(changeOf('opened', 8, 6)).toEqual({ text: '2 more', tone: 'worse' })
  expect(changeOf('slaCompliance', 0.9, 0.75)).toEqual({ text: '15 points more', tone: 'better' })
  expect(changeOf('ttrMedian', 86_400, 172_800)).toEqual({ text: '1 d less', tone: 'better' })
  expect(changeOf('gone', 3, 1)).toEqual({ text: '2 more', tone: 'neutral' })
  expect(changeOf('opened', 6, 6)).toEqual({ text: 'the same', tone: 'neutral' })
  expect(changeOf('ttrMedian', null, 6)).toBeNull()
})
