import fc from 'fast-check'
import sql from 'sql-template-tag'
import { expect, test } from 'vitest'
import type { CopyValue } from './copy-text.ts'
import { database } from './database.ts'

const text = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\\', '\\N', '\\.', '\t', '\n', '\r\n', '{', '"', 'NULL', ''))
  .filter((value) => !value.includes('\0'))

test('what is copied in comes out as it was, whatever it holds', async () => {
  const row = fc.tuple(
    fc.option(text),
    fc.integer(),
    fc.boolean(),
    fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.array(text),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      await database().transaction(async (tx) => {
        await tx.query(sql`
          CREATE TEMP TABLE copied (n int, a text, b int, c boolean, d timestamptz, e bytea, f text[]) ON COMMIT DROP`)
        await tx.copy(
          sql`copied (n, a, b, c, d, e, f)`,
          rows.map((values, n): CopyValue[] => [n, ...values]),
        )
        const stored = await tx.query<Record<'a' | 'b' | 'c' | 'd' | 'e' | 'f', unknown>>(
          sql`SELECT * FROM copied ORDER BY n`,
        )
        expect(stored.map(({ a, b, c, d, e, f }) => [a, b, c, d, e, f])).toEqual(rows)
      })
    }),
    { numRuns: 50 },
  )
})

test('a row that breaks a rule fails the copy, and the transaction goes back', async () => {
  const copying = database().transaction((tx) => tx.copy(sql`image (repository)`, [['registry.example/one'], [null]]))
  await expect(copying).rejects.toMatchObject({ code: '23502' })
  expect(await database().query(sql`SELECT FROM image`)).toEqual([])
})
