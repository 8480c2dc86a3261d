import { describe, expect, test } from 'vitest'
import { CellSums, type Sums } from './cells.ts'
import type { Fact, LogEntry } from './fact.ts'
import { factsOf } from './facts-of.ts'
import { entry } from './testing.ts'

const told = (facts: Fact[]) =>
  facts.map(({ event, at, openDelta }) => [event, at.toISOString().slice(0, 10), openDelta])

/** Sums of all dimensions together by day. */
function days(entries: LogEntry[], basis: 'then' | 'now' = 'then', teamId = -1): Record<string, Partial<Sums>> {
  const sums = new CellSums()
  for (const fact of factsOf(entries)) sums.add(fact, 1)
  const cells = sums
    .changed()
    .filter(({ key }) => key.basis === basis && key.teamId === teamId && key.clusterId === -1)
    .filter(({ key }) => key.environment === '*' && key.kind === '*' && key.severity === -1)
  return Object.fromEntries(
    cells.map(({ key, sums }) => [
      key.day,
      Object.fromEntries(Object.entries(sums).filter(([, value]) => value !== 0)),
    ]),
  )
}

describe('what is counted of one issue', () => {
  test('opened, then closed as fixed, with its time and steps in seconds', () => {
    const facts = factsOf([
      entry('2026-11-01T23:59:50Z', 'opened'),
      entry('2026-11-03T00:00:10Z', 'closed', {
        closeReason: 'fixed',
        openedAt: '2026-11-01T23:59:50Z',
        fixBuiltAt: '2026-11-02T23:59:50Z',
        rolledOutAt: '2026-11-03T00:00:00Z',
      }),
    ])
    expect(told(facts)).toEqual([
      ['opened', '2026-11-01', 1],
      ['fixed', '2026-11-03', -1],
    ])
    expect(facts[1]?.remediation).toEqual({ total: 86_420, toBuilt: 86_400, toRolledOut: 10 })
  })

  test('gone is no remediation', () => {
    const facts = factsOf([entry('2026-11-01', 'opened'), entry('2026-11-02', 'closed', { closeReason: 'gone' })])
    expect(facts.at(-1)).toMatchObject({ event: 'gone', openDelta: -1, remediation: null })
  })

  test('a regression is what was closed as fixed and reopened', () => {
    const story = (closeReason: 'fixed' | 'gone') =>
      factsOf([
        entry('2026-11-01', 'opened'),
        entry('2026-11-02', 'closed', { closeReason }),
        entry('2026-11-05', 'reopened', { episode: 2 }),
      ]).find(({ event }) => event === 'reopened')?.regression
    expect(story('fixed')).toBe(true)
    expect(story('gone')).toBe(false)
  })

  test('a closing that is taken back leaves no trace', () => {
    const open = [entry('2026-11-01', 'opened')]
    const back = [
      ...open,
      entry('2026-11-04', 'closed', { closeReason: 'handled', openedAt: '2026-11-01' }),
      entry('2026-11-05', 'unclosed', { openedAt: '2026-11-01' }),
    ]
    expect(factsOf(back)).toEqual(factsOf(open))
  })

  test('closed by hand is no remediation until a scan confirms it, and then it was one when it was closed', () => {
    const byHand = [
      entry('2026-11-01', 'opened'),
      entry('2026-11-03', 'closed', { closeReason: 'resolved', openedAt: '2026-11-01', dueAt: '2026-11-20' }),
    ]
    expect(factsOf(byHand).at(-1)).toMatchObject({ event: 'resolved', openDelta: -1, remediation: null, sla: null })
    const confirmed = factsOf([
      ...byHand,
      entry('2026-11-09', 'unclosed', { openedAt: '2026-11-01', status: 'closed' }),
      entry('2026-11-03', 'closed', { closeReason: 'fixed', openedAt: '2026-11-01', dueAt: '2026-11-20' }),
    ])
    expect(confirmed).toHaveLength(2)
    expect(confirmed.at(-1)).toMatchObject({
      ...{ event: 'fixed', openDelta: -1, sla: 'in-time', remediation: { total: 172_800 } },
    })
  })

  test('what it weighs follows its risk while it is open, and is taken away whole', () => {
    const weights = (entries: LogEntry[]) => factsOf(entries).map(({ event, loadDelta }) => [event, loadDelta])
    const opened = entry('2026-11-01', 'opened', { risk: 50 })
    const story = [
      opened,
      entry('2026-11-02', 'worsened', { risk: 80 }),
      entry('2026-11-03', 'reassigned', { risk: 80, teamId: 7 }),
      entry('2026-11-04', 'excepted', { risk: 80, teamId: 7 }),
      entry('2026-11-05', 'worsened', { risk: 90, teamId: 7, status: 'excepted' }),
      entry('2026-11-06', 'returned', { risk: 90, teamId: 7 }),
    ]
    expect(weights(story)).toEqual([
      ['opened', 2500],
      ['reweighed', 3900],
      ['moved-out', -6400],
      ['moved-in', 6400],
      ['excepted', -6400],
      ['returned', 8100],
      ['standing', 0],
    ])
    const closed = entry('2026-11-07', 'closed', {
      closeReason: 'resolved',
      risk: 60,
      teamId: 7,
      openedAt: '2026-11-01',
    })
    expect(weights([...story, closed]).at(-1)).toEqual(['resolved', -8100])
    const back = entry('2026-11-08', 'unclosed', { risk: 60, teamId: 7, openedAt: '2026-11-01' })
    expect(weights([...story, closed, back]).slice(5)).toEqual([
      ['returned', 8100],
      ['reweighed', -4500],
      ['standing', 0],
    ])
    expect(days(story, 'now')['2026-11-02']).toEqual({ loadDelta: 3900 })
  })

  test('what closes while it is excepted kept its date when its clock stood before it', () => {
    const closedAfter = (acceptedAt: string) =>
      factsOf([
        entry('2026-11-01', 'opened', { dueAt: '2026-11-08' }),
        entry(acceptedAt, 'excepted', { dueAt: '2026-11-08' }),
        entry('2026-11-20', 'closed', { closeReason: 'fixed', openedAt: '2026-11-01', dueAt: '2026-11-08' }),
      ]).at(-1)?.sla
    expect(closedAfter('2026-11-07')).toBe('in-time')
    expect(closedAfter('2026-11-10')).toBe('late')
  })

  test('an issue held by an exception from its first moment was opened and excepted', () => {
    const facts = factsOf([entry('2026-11-01', 'opened', { status: 'excepted' })])
    expect(told(facts)).toEqual([
      ['opened', '2026-11-01', 1],
      ['excepted', '2026-11-01', -1],
    ])
  })

  test('closing what is excepted takes nothing from the open', () => {
    const facts = factsOf([
      entry('2026-11-01', 'opened'),
      entry('2026-11-02', 'excepted'),
      entry('2026-11-03', 'closed', { closeReason: 'fixed', openedAt: '2026-11-01' }),
    ])
    expect(told(facts).map(([, , delta]) => delta)).toEqual([1, -1, 0])
  })

  test('an open issue whose row is deleted is gone; the place it had stays', () => {
    const facts = factsOf([
      entry('2026-11-01', 'opened', { clusterIds: [2, 1] }),
      entry('2026-11-09', 'removed', { clusterIds: [], environment: null }),
    ])
    expect(facts.at(-1)).toMatchObject({ event: 'gone', openDelta: -1, was: { clusterIds: [1, 2] } })
  })

  test('a first sighting before the one that was known dates the opening back', () => {
    const facts = factsOf([
      entry('2026-11-05', 'opened', { stage: 'deploy' }),
      entry('2026-11-06', 'redated', { openedAt: '2026-11-02', stage: 'build' }),
    ])
    expect(facts[0]?.firstStage).toBe('build')
    expect(told(facts)).toEqual([
      ['opened', '2026-11-02', 1],
      ['standing', '2026-11-02', 0],
    ])
  })
})

describe('whose it is', () => {
  const story = [
    entry('2026-11-01', 'opened', { teamId: 3 }),
    entry('2026-11-04', 'reassigned', { teamId: 4, openedAt: '2026-11-01' }),
    entry('2026-11-06', 'closed', { teamId: 4, closeReason: 'fixed', openedAt: '2026-11-01' }),
  ]

  test('then: the team that had it opens it, the one that has it closes it, and what is open moves between them', () => {
    expect(days(story, 'then', 3)).toEqual({
      '2026-11-01': { opened: 1, build: 1, openDelta: 1, loadDelta: 4900 },
      '2026-11-04': { openDelta: -1, loadDelta: -4900 },
    })
    expect(days(story, 'then', 4)).toEqual({
      '2026-11-04': { openDelta: 1, loadDelta: 4900 },
      '2026-11-06': { fixed: 1, openDelta: -1, loadDelta: -4900, ttrSeconds: 432_000 },
    })
  })

  test('now: all of it is of the team that has it today', () => {
    expect(days(story, 'now', 3)).toEqual({})
    expect(days(story, 'now', 4)).toEqual({
      '2026-11-01': { opened: 1, build: 1, openDelta: 1, loadDelta: 4900 },
      '2026-11-06': { fixed: 1, openDelta: -1, loadDelta: -4900, ttrSeconds: 432_000 },
    })
  })

  test('a move that was noticed after the end happened before it, so that nobody ever has fewer than none', () => {
    const late = [
      entry('2026-11-01', 'opened', { teamId: 3 }),
      entry('2026-11-20', 'reassigned', { teamId: 4, openedAt: '2026-11-01' }),
      entry('2026-11-06', 'closed', { teamId: 4, closeReason: 'fixed', openedAt: '2026-11-01' }),
    ]
    expect(days(late, 'then', 3)['2026-11-06']).toEqual({ openDelta: -1, loadDelta: -4900 })
    expect(days(late, 'then', 4)).toMatchObject({ '2026-11-06': { fixed: 1 } })
    expect(days(late, 'then', 4)['2026-11-20']).toBeUndefined()
  })
})

describe('due dates', () => {
  const due = '2026-11-10T23:59:59.999Z'
  const closed = (at: string) =>
    days([
      entry('2026-11-01', 'opened', { dueAt: due }),
      entry(at, 'closed', { closeReason: 'fixed', dueAt: due, openedAt: '2026-11-01' }),
    ])

  test('due today is in time, and was never overdue', () => {
    expect(closed('2026-11-10T22:00:00Z')['2026-11-10']).toMatchObject({ inTime: 1 })
    expect(Object.values(closed('2026-11-10T22:00:00Z')).some(({ overdueDelta }) => overdueDelta)).toBe(false)
  })

  test('closed late, it was overdue from the day after it was due', () => {
    expect(closed('2026-11-14T08:00:00Z')).toMatchObject({
      '2026-11-11': { overdueDelta: 1 },
      '2026-11-14': { late: 1, overdueDelta: -1 },
    })
  })

  test('what stays open is overdue from then on', () => {
    expect(days([entry('2026-11-01', 'opened', { dueAt: due })])).toMatchObject({ '2026-11-11': { overdueDelta: 1 } })
  })
})
