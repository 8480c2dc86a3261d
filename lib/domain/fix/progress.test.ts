import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankOf } from './effort.ts'
import { fixProgress, type SubjectEvidence, subjectStep } from './progress.ts'
import { EFFORTS } from './words.ts'

const at = (day: number) => new Date(Date.UTC(2026, 10, day))
const NOTHING: SubjectEvidence = {
  ...{ issues: 2, verified: 0, built: 0, rolledOut: 0 },
  ...{ verifiedAt: null, builtAt: null, rolledOutAt: null },
}
const built = { ...NOTHING, built: 2, builtAt: at(3) }
const verified = {
  ...NOTHING,
  verified: 2,
  built: 2,
  rolledOut: 2,
  verifiedAt: at(9),
  builtAt: at(3),
  rolledOutAt: at(7),
}

test('a subject is as far as the last of its issues', () => {
  expect(subjectStep(NOTHING)).toEqual({ step: 'open', at: null })
  expect(subjectStep({ ...built, built: 1 }).step).toBe('open')
  expect(subjectStep(built)).toEqual({ step: 'built', at: at(3) })
  expect(subjectStep({ ...built, rolledOut: 2, rolledOutAt: at(5) })).toEqual({ step: 'rolled-out', at: at(5) })
  expect(subjectStep({ ...verified, verified: 1 }).step).toBe('rolled-out')
  expect(subjectStep(verified)).toEqual({ step: 'verified', at: at(9) })
})

test('a fix is as far as the last of its subjects, and what is done of it is counted', () => {
  expect(fixProgress([NOTHING], false).status).toBe('open')
  expect(fixProgress([NOTHING], true).status).toBe('started')
  expect(fixProgress([built, NOTHING], false)).toMatchObject({ status: 'started', subjects: 2, built: 1, verified: 0 })
  expect(fixProgress([built, verified], false)).toMatchObject({
    status: 'built',
    built: 2,
    verified: 1,
    builtAt: at(3),
  })
  expect(fixProgress([verified, verified], true)).toMatchObject({
    ...{ status: 'verified', builtAt: at(3), rolledOutAt: at(7), verifiedAt: at(9) },
  })
})

const evidence = fc
  .record({ issues: fc.integer({ min: 1, max: 9 }), v: fc.nat(9), r: fc.nat(9), b: fc.nat(9) })
  .map(({ issues, v, r, b }): SubjectEvidence => {
    const verifiedCount = Math.min(issues, v)
    const rolledOut = Math.min(issues, Math.max(verifiedCount, r))
    const builtCount = Math.min(issues, Math.max(rolledOut, b))
    return {
      ...{ issues, verified: verifiedCount, rolledOut, built: builtCount },
      ...{ verifiedAt: at(9), rolledOutAt: at(7), builtAt: at(3) },
    }
  })

test('verified needs every issue found gone, whatever a person says; a click moves open to started and nothing else', () => {
  fc.assert(
    fc.property(fc.array(evidence, { minLength: 1, maxLength: 6 }), (subjects) => {
      const [without, with_] = [fixProgress(subjects, false), fixProgress(subjects, true)]
      expect(with_.status).toBe(without.status === 'open' ? 'started' : without.status)
      expect(with_.status === 'verified').toBe(subjects.every(({ issues, verified: gone }) => gone === issues))
      expect(without.verified).toBeLessThanOrEqual(without.rolledOut)
      expect(without.rolledOut).toBeLessThanOrEqual(without.built)
      expect(without.built).toBeLessThanOrEqual(without.subjects)
    }),
  )
})

test('more risk for the same effort, and less effort for the same risk, come first', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 1000 }), (weight, more) => {
      for (const effort of EFFORTS) expect(rankOf(weight + more, effort)).toBeGreaterThan(rankOf(weight, effort))
      expect(rankOf(more, 'S')).toBeGreaterThan(rankOf(more, 'M'))
      expect(rankOf(more, 'M')).toBeGreaterThan(rankOf(more, 'L'))
    }),
  )
})
