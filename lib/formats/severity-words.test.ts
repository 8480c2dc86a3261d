import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { graded, gradedByLevel, gradedByWord, LEVEL_WORDS, PRIORITY_WORDS, SEVERITY_WORDS } from './severity-words.ts'

it('keeps the word of the tool where it is not ours', () => {
  expect(gradedByWord('HIGH')).toEqual({ severity: 'high' })
  expect(gradedByWord('Negligible')).toEqual({ severity: 'low', statedSeverity: 'Negligible' })
  expect(gradedByWord('dreadful')).toEqual({ severity: 'unknown', statedSeverity: 'dreadful' })
  expect(gradedByLevel('error')).toEqual({ severity: 'high', statedSeverity: 'error' })
  expect(gradedByLevel('MEDIUM')).toEqual({ severity: 'medium' })
  expect(graded('high', 8.1)).toEqual({ severity: 'high', statedSeverity: '8.1' })
})

it('says nothing of what the tool did not say', () => {
  for (const nothing of [null, undefined, '', ' ', {}, true])
    expect(gradedByWord(nothing)).toEqual({ severity: 'unknown' })
})

it('keeps of a hostile word one short line', () => {
  expect(gradedByWord(`x\n\u202e${'y'.repeat(500)}`).statedSeverity?.length).toBeLessThanOrEqual(40)
  expect(gradedByWord('a\u0000b\nc').statedSeverity).not.toMatch(/\p{Cc}/u)
})

it('is the table that people read', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/severities.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `([^`]+)` \| (\w+) \|$/gm)].map(([, word, severity]) => `${word}: ${severity}`)
  const words = [SEVERITY_WORDS, LEVEL_WORDS, PRIORITY_WORDS].flatMap((table) => [...table])
  expect(rows).toEqual(words.map(([word, severity]) => `${word}: ${severity}`))
})
