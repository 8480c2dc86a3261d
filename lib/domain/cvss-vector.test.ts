import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCvssVector } from './cvss-vector.ts'

test('privileges and attack vector are read from every version', () => {
  expect(parseCvssVector('CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H')).toEqual({
    privileges: 'high',
    attack: 'network',
    writesOnly: false,
  })
  expect(parseCvssVector('CVSS:4.0/AV:P/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N')).toEqual({
    privileges: 'low',
    attack: 'local',
    writesOnly: false,
  })
  expect(parseCvssVector('(AV:A/AC:L/Au:S/C:P/I:P/A:P)')).toEqual({
    privileges: 'low',
    attack: 'adjacent',
    writesOnly: false,
  })
  expect(parseCvssVector(null)).toEqual({ privileges: null, attack: null, writesOnly: false })
})

test.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N', true],
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N', true],
  ['AV:N/AC:L/Au:N/C:N/I:P/A:N', true],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', false],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:H/A:N', false],
])('what %s does to data', (vector, writesOnly) => {
  expect(parseCvssVector(vector).writesOnly).toBe(writesOnly)
})

test('any text is read without failing', () => {
  const pieces = fc.array(fc.constantFrom('AV:', 'AV:X', 'PR', '__proto__', 'constructor', '/', '(', 'CVSS:9'))
  fc.assert(
    fc.property(pieces, (parts) => {
      expect(parseCvssVector(parts.join('/'))).toEqual({ privileges: null, attack: null, writesOnly: false })
    }),
  )
})

// Scores as NVD and Red Hat published them with these vectors.
