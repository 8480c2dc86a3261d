import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCvssVector } from './cvss-vector.ts'

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
