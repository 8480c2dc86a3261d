import { expect, it } from 'vitest'
import { KeptRecords } from './kept-records.ts'

const record = (pattern: string, value: unknown) => ({
  ...{ pattern, indexes: [0], offset: 0 },
  bytes: new TextEncoder().encode(JSON.stringify(value)),
})

it('adds to the outline the records that hold a word, after what stands there', () => {
  const kept = new KeptRecords({ 'a.*': ['yes', 'also'], 'b.*': ['yes'] })
  for (const value of [{ x: 'yes' }, { x: 'no' }, { x: 'also' }]) kept.onRecord(record('a.*', value))
  kept.onRecord(record('b.*', { x: 'also' }))
  expect([...kept.only]).toEqual(['a.*', 'b.*'])
  expect(kept.into({ a: [1], c: 2 })).toEqual({ a: [1, { x: 'yes' }, { x: 'also' }], c: 2 })
  expect(kept.into([1])).toEqual([1])
})

it('keeps no more than a thousand of a list, and 4 MiB of all', () => {
  const kept = new KeptRecords({ 'a.*': ['yes'], 'b.*': ['yes'] })
  for (let n = 0; n < 1500; n++) kept.onRecord(record('a.*', 'yes'))
  for (let n = 0; n < 10; n++) kept.onRecord(record('b.*', `yes${'x'.repeat(1_000_000)}`))
  const { a, b } = kept.into({}) as { a: unknown[]; b: unknown[] }
  expect([a.length, b.length]).toEqual([1000, 4])
})
