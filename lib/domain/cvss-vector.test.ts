import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cvss3BaseScore, parseCvssVector } from './cvss-vector.ts'

test('privileges and attack vector are read from every version', () => {
  expect(parseCvssVector('CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H')).toEqual({
    privileges: 'high',
    attack: 'network',
  })
  expect(parseCvssVector('CVSS:4.0/AV:P/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N')).toEqual({
    privileges: 'low',
    attack: 'local',
  })
  expect(parseCvssVector('(AV:A/AC:L/Au:S/C:P/I:P/A:P)')).toEqual({ privileges: 'low', attack: 'adjacent' })
  expect(parseCvssVector(null)).toEqual({ privileges: null, attack: null })
})

test('any text is read without failing', () => {
  const pieces = fc.array(fc.constantFrom('AV:', 'AV:X', 'PR', '__proto__', 'constructor', '/', '(', 'CVSS:9'))
  fc.assert(
    fc.property(pieces, (parts) => {
      expect(parseCvssVector(parts.join('/'))).toEqual({ privileges: null, attack: null })
    }),
  )
})

// Scores as NVD and Red Hat published them with these vectors.
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
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', null],
  ['AV:N/AC:L/Au:N/C:P/I:P/A:P', null],
])('the base score of %s is %s', (vector, score) => {
  expect(cvss3BaseScore(vector)).toBe(score)
})
