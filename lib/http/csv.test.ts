import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('what a spreadsheet would run as a formula is text', () => {
  expect(csvLine(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(1)', '\tx', '＝1', 'a=b'])).toBe(
    `"'=HYPERLINK(""http://x"")",'+1,'-1,'@SUM(1),'\tx,'＝1,a=b\r\n`,
  )
})

test('commas, quotes and line ends stay inside their cell; numbers stay numbers', () => {
  expect(csvLine(['a,b', 'say "hi"', 'two\nlines', -3, true, null])).toBe(
    '"a,b","say ""hi""","two\nlines",-3,true,\r\n',
  )
})
