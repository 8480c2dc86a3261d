import { expect, test } from 'vitest'
import { passages } from './passages.ts'

test('what is indented by four blanks is to be copied with the rest of its indentation, and all else is words', () => {
  expect(
    passages('WHAT TO CHANGE\n\n    spec:\n      replicas: 1\n    \n    status: 1\n\n- It closes\n  one issue'),
  ).toEqual([
    { type: 'words', text: 'WHAT TO CHANGE' },
    { type: 'code', lines: ['spec:', '  replicas: 1', '', 'status: 1'] },
    { type: 'words', text: '- It closes' },
    { type: 'words', text: 'one issue' },
  ])
  expect(passages('\n \n')).toEqual([])
})
