import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  awakes,
  closeReason,
  decideByStatements,
  decideIssue,
  type EndedSighting,
  type IssueFacts,
  wakes,
} from './issue-decision.ts'
import { canBecome, ISSUE_STATUSES, isRemediation, SIGHTING_ENDS } from './lifecycle.ts'

const facts = (change: Partial<IssueFacts>): IssueFacts => ({
  activeSightings: 0,
  seenNow: false,
  ended: [],
  exception: 'none',
  woken: null,
  ...change,
})
const ended = fc.array(
  fc.record({ end: fc.constantFrom(...SIGHTING_ENDS), fixReached: fc.boolean() }) as fc.Arbitrary<EndedSighting>,
)
const anyFacts: fc.Arbitrary<IssueFacts> = fc.record({
  activeSightings: fc.integer({ min: 0, max: 3 }),
  seenNow: fc.boolean(),
  ended,
  exception: fc.constantFrom('none', 'in-force', 'expired'),
  woken: fc.constantFrom(null, 'kev', 'exposed', 'running'),
})
const status = fc.constantFrom(null, ...ISSUE_STATUSES)

test('closing needs evidence, and nothing closes while it is seen', () => {
  fc.assert(
    fc.property(status, anyFacts, (current, known) => {
      if (decideIssue(current, known).kind !== 'close') return
      expect(known.ended.length).toBeGreaterThan(0)
      expect(known.activeSightings).toBe(0)
      expect(known.seenNow).toBe(false)
      expect(current).not.toBe('closed')
      expect(current).not.toBe('dismissed')
    }),
  )
  expect(decideIssue('open', facts({}))).toEqual({ kind: 'none' })
})

test('every decision is a transition that the table allows', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ISSUE_STATUSES), anyFacts, (current, known) => {
      const decision = decideIssue(current, known)
      if (decision.kind === 'close') expect(canBecome(current, 'closed')).toBe(true)
      if (decision.kind === 'reopen') expect(canBecome(current, decision.status)).toBe(true)
      if (decision.kind === 'wake') expect(canBecome(current, 'open')).toBe(true)
      expect(decision.kind).not.toBe('open')
    }),
  )
})

test('deleting never counts as remediation, with or without sightings that went quiet', () => {
  const away = fc.array(
    fc.constantFrom<EndedSighting>({ end: 'deleted' }, { end: 'quiet' }, { end: 'retired', fixReached: false }),
  )
  fc.assert(
    fc.property(away, (sightings) => {
      const reason = closeReason(sightings)
      expect(reason !== null && isRemediation(reason)).toBe(false)
    }),
  )
  expect(closeReason([{ end: 'deleted' }])).toBe('gone')
})

test('a rescan without it and a fix that reached what ran are fixed; what a person did is handled', () => {
  expect(closeReason([{ end: 'deleted' }, { end: 'rescanned' }])).toBe('fixed')
  expect(closeReason([{ end: 'retired', fixReached: true }])).toBe('fixed')
  expect(closeReason([{ end: 'handled' }, { end: 'quiet' }])).toBe('handled')
  expect(closeReason([])).toBeNull()
})

test('seen again, a closed issue reopens: as excepted while its exception is in force', () => {
  const again = { seenNow: true, activeSightings: 1 }
  expect(decideIssue(null, facts(again))).toEqual({ kind: 'open' })
  expect(decideIssue('closed', facts(again))).toEqual({ kind: 'reopen', status: 'open' })
  expect(decideIssue('closed', facts({ ...again, exception: 'in-force' }))).toEqual({
    kind: 'reopen',
    status: 'excepted',
  })
})

test('excepted and dismissed issues stay so when seen again, until expiry or until a justifying fact changes', () => {
  const again = { seenNow: true, activeSightings: 1 }
  for (const current of ['excepted', 'dismissed'] as const) {
    expect(decideIssue(current, facts(again))).toEqual({ kind: 'none' })
    expect(decideIssue(current, facts({ ...again, exception: 'expired' }))).toEqual({ kind: 'wake', reason: 'expired' })
    expect(decideIssue(current, facts({ ...again, woken: 'kev' }))).toEqual({ kind: 'wake', reason: 'kev' })
  }
  expect(decideIssue('dismissed', facts({ ended: [{ end: 'rescanned' }] }))).toEqual({ kind: 'none' })
})

test('only facts that turn true wake', () => {
  const before = { kev: false, exposed: null, running: false }
  expect(wakes(before, before)).toBeNull()
  expect(wakes(before, { ...before, kev: true })).toBe('kev')
  expect(wakes(before, { ...before, exposed: true })).toBe('exposed')
  expect(wakes(before, { ...before, exposed: false })).toBeNull()
  expect(wakes(before, { ...before, running: true })).toBe('running')
  const all = { kev: true, exposed: true, running: true }
  expect(wakes(all, all)).toBeNull()
  expect(wakes(all, before)).toBeNull()
})

const stated = fc.record({
  excusedSince: fc.option(fc.nat({ max: 9 })),
  byStatement: fc.boolean(),
  reopenedAt: fc.option(fc.nat({ max: 9 })),
  isSeen: fc.boolean(),
})

test('statements move only what is open, and what they dismissed themselves', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ISSUE_STATUSES), stated, (current, known) => {
      const decision = decideByStatements(current, known)
      if (decision === 'dismiss') {
        expect([current, known.isSeen]).toEqual(['open', true])
        expect(known.excusedSince ?? -1).toBeGreaterThan(known.reopenedAt ?? -1)
      }
      if (decision === 'wake')
        expect([current, known.byStatement, known.excusedSince]).toEqual(['dismissed', true, null])
    }),
  )
})

test.each([
  ['open', {}, 'dismiss'],
  ['open', { reopenedAt: 4 }, 'dismiss'],
  ['open', { reopenedAt: 5 }, 'none'],
  ['open', { isSeen: false }, 'none'],
  ['dismissed', { byStatement: true, excusedSince: null }, 'wake'],
  ['dismissed', { byStatement: true }, 'none'],
  ['dismissed', { excusedSince: null }, 'none'],
  ['excepted', {}, 'none'],
  ['closed', {}, 'none'],
] as const)('statements leave an issue that is %s with %j: %s', (current, change, expected) => {
  const known = { excusedSince: 5, byStatement: false, reopenedAt: null, isSeen: true, ...change }
  expect(decideByStatements(current, known)).toBe(expected)
})

describe('getting worse', () => {
  const calm = { severity: 2, risk: 40, kev: false, running: false }

  test('brings back early what was put off, whichever way it got worse', () => {
    expect(awakes(calm, { ...calm, alerted: false })).toBeNull()
    expect(awakes(calm, { ...calm, kev: true, alerted: false })).toBe('kev')
    expect(awakes(calm, { ...calm, alerted: true })).toBe('alert')
    expect(awakes(calm, { ...calm, severity: 3, alerted: false })).toBe('severity')
    expect(awakes(calm, { ...calm, running: true, alerted: false })).toBe('running')
    expect(awakes(calm, { ...calm, risk: 60, alerted: false })).toBe('risk')
    // Within its band a risk may move, and what eases wakes nobody.
    expect(awakes(calm, { ...calm, risk: 59, alerted: false })).toBeNull()
    expect(awakes({ ...calm, running: true }, { ...calm, risk: 0, severity: 1, alerted: false })).toBeNull()
  })

  test('ends an acceptance, but no dismissal: what is no problem is none however severe', () => {
    const accepted = { kev: false, exposed: null, running: null, severity: 2, risk: 40 }
    expect(wakes(accepted, { ...accepted, severity: 3 })).toBe('severity')
    expect(wakes(accepted, { ...accepted, risk: 80 })).toBe('risk')
    expect(wakes(accepted, { ...accepted, risk: 20, severity: 1 })).toBeNull()
    const dismissed = { kev: false, exposed: null, running: null }
    expect(wakes(dismissed, { ...dismissed, severity: 4, risk: 100 })).toBeNull()
  })
})
