import { expect, test } from 'vitest'
import { SharedReadings } from './shared-readings.ts'

test('those who ask at the same time share one reading, those who ask later read anew', async () => {
  const readings = new SharedReadings<number>()
  let count = 0
  const read = async () => ++count
  expect(await Promise.all([readings.share('a', read), readings.share('a', read)])).toEqual([1, 1])
  expect(await readings.share('a', read)).toBe(2)
})

test('a reading that fails fails for those who share it, and is not kept', async () => {
  const readings = new SharedReadings<number>()
  const away = () => Promise.reject(new Error('away'))
  const outcomes = await Promise.allSettled([readings.share('a', away), readings.share('a', away)])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await readings.share('a', async () => 7)).toBe(7)
})
