import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cvssBaseScore } from './cvss-score.ts'

test.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N', 5.4],
  ['CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:L/I:L/A:H', 5.8],
  ['CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:N', 4.8],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H', null],
  ['CVSS:3.1/AV:__proto__/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', null],
  ['AV:N/AC:L/Au:N/C:P/I:P/A:P', 7.5],
  ['(AV:L/AC:H/Au:N/C:N/I:N/A:P)', 1.2],
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 9.3],
])('the base score of %s is %s', (vector, score) => {
  expect(cvssBaseScore(vector)).toBe(score)
})

test('any text is read without failing', () => {
  const pieces = fc.array(
    fc.constantFrom(
      'CVSS:3.1',
      'CVSS:4.0',
      'AV:N',
      'AV:X',
      'PR',
      '__proto__:N',
      'constructor',
      'ToString:X',
      'A:',
      'E:POC',
      '/',
      '(',
      '',
    ),
  )
  fc.assert(
    fc.property(pieces, (parts) => {
      expect(cvssBaseScore(parts.join('/'))).toBeNull()
    }),
  )
})
