import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { VEX_STATUSES } from './observation.ts'
import {
  concerns,
  covers,
  effectOf,
  excuseOf,
  type SeenIn,
  type StatedIssue,
  type Statement,
  succession,
  voices,
} from './vex.ts'

const statement = (change: Partial<Statement> = {}): Statement => ({
  ...{ id: 1, status: 'not_affected', names: ['CVE-1'], image: null, repository: null, purl: '', version: '' },
  ...{ statedAt: 10, takenAt: 10, teamId: null, ...change },
})
const seen = (change: Partial<SeenIn> = {}): SeenIn => ({
  digest: 'sha256:a',
  tags: ['7'],
  versions: ['1.0'],
  ...change,
})
const issue = (change: Partial<StatedIssue> = {}): StatedIssue => ({
  ...{ names: ['CVE-1', 'GHSA-1'], purl: 'pkg:npm/knot', image: 'r.io/web', repository: null, teamId: 3 },
  ...{ seen: [seen()], ...change },
})
const image = (tag: string | null = null, digest: string | null = null) => ({ repository: 'r.io/web', tag, digest })

describe('a statement concerns an issue', () => {
  it.each<[Partial<Statement>, boolean]>([
    [{ image: image() }, true],
    [{ image: { ...image(), repository: 'r.io/api' } }, false],
    [{ names: ['GHSA-1'], image: image() }, true],
    [{ names: ['CVE-2'], image: image() }, false],
    [{ purl: 'pkg:npm/knot' }, true],
    [{ purl: 'pkg:npm/knots' }, false],
    [{ repository: 'shop' }, false],
    [{ image: image(), teamId: 3 }, true],
    [{ image: image(), teamId: 4 }, false],
  ])('%j: %s', (change, expected) => {
    expect(concerns(statement(change), issue())).toBe(expected)
  })
})

describe('a statement covers a place', () => {
  it.each<[Partial<Statement>, Partial<SeenIn>, boolean]>([
    [{}, {}, true],
    [{ version: '1.0' }, {}, true],
    [{ version: '1.0' }, { versions: ['1.0', '2.0'] }, false],
    [{ version: '1.0' }, { versions: [''] }, false],
    [{ version: '1.0' }, { versions: [] }, false],
    [{ version: 'v1.0' }, {}, true],
    [{ version: '0:1.0' }, {}, true],
    [{ version: '1:1.0' }, {}, false],
    [{ image: image('7') }, {}, true],
    [{ image: image('8') }, {}, false],
    [{ image: image(null, 'sha256:a') }, {}, true],
    [{ image: image('7', 'sha256:b') }, {}, false],
    [{ image: image(null, 'sha256:a') }, { digest: null }, false],
  ])('%j in %j: %s', (stated, place, expected) => {
    expect(covers(statement(stated), seen(place))).toBe(expected)
  })
})

describe('what a statement is for an issue', () => {
  const here = seen()
  const there = seen({ digest: 'sha256:b', versions: ['2.0'] })
  const old = { id: 2, statedAt: 5 }
  it.each<[string, Partial<Statement>, Partial<Statement>[], SeenIn[], string]>([
    ['not affected everywhere', {}, [], [here, there], 'excuses'],
    ['not affected in one of two', { version: '1.0' }, [], [here, there], 'partial'],
    ['two statements together', { version: '1.0' }, [{ id: 2, version: '2.0' }], [here, there], 'excuses'],
    ['an older contrary one', {}, [{ ...old, status: 'affected' }], [here], 'excuses'],
    ['a newer contrary one', { statedAt: 1 }, [{ ...old, status: 'affected' }], [here], 'outdated'],
    [
      'a newer contrary one about one of two',
      { statedAt: 1 },
      [{ ...old, status: 'affected', version: '1.0' }],
      [here, there],
      'partial',
    ],
    ['another version', { version: '3.0' }, [], [here], 'elsewhere'],
    ['fixed in another version', { version: '3.0', status: 'fixed' }, [], [here], 'agrees'],
    ['fixed where it is seen', { status: 'fixed' }, [], [here], 'contradicted'],
    ['under investigation', { status: 'under_investigation' }, [], [here], 'noted'],
  ])('%s', (_, change, others, places, expected) => {
    const all = others.map((other) => statement(other))
    expect(effectOf(statement(change), all, issue({ seen: places }))).toBe(expected)
  })
})

const anyStatement = fc.record({
  id: fc.nat({ max: 5 }),
  status: fc.constantFrom(...VEX_STATUSES),
  names: fc.constantFrom(['CVE-1'], ['CVE-2'], ['GHSA-1']),
  image: fc.constantFrom(null, image(), image('7'), image(null, 'sha256:b')),
  repository: fc.constant(null),
  purl: fc.constantFrom('', 'pkg:npm/knot', 'pkg:npm/rope'),
  version: fc.constantFrom('', '1.0', '2.0'),
  statedAt: fc.nat({ max: 5 }),
  takenAt: fc.nat({ max: 5 }),
  teamId: fc.constantFrom(null, 3, 4),
})
const statements = fc.uniqueArray(anyStatement, { selector: ({ id }) => id, maxLength: 6 })
const places = fc.array(
  fc.record({
    digest: fc.constantFrom('sha256:a', 'sha256:b'),
    tags: fc.constantFrom([], ['7']),
    versions: fc.constantFrom(['1.0'], ['2.0'], ['1.0', '2.0']),
  }),
  { minLength: 1, maxLength: 3 },
)

test('an excuse needs a statement for every place, none of them older than a contrary one there', () => {
  fc.assert(
    fc.property(statements, places, (all, at) => {
      const one = issue({ seen: at })
      const excused = at.every((place) => {
        const there = all.filter((each) => concerns(each, one) && covers(each, place))
        const latest = Math.max(...there.map(({ statedAt }) => statedAt))
        const newest = there.filter(({ statedAt }) => statedAt === latest)
        const first = newest.toSorted((a, b) => b.takenAt - a.takenAt || b.id - a.id)[0]
        return first?.status === 'not_affected'
      })
      expect(excuseOf(all, one) !== null).toBe(excused)
    }),
  )
})

test('neither the order of statements nor those about others matter', () => {
  fc.assert(
    fc.property(statements, places, fc.nat(), (all, at, turn) => {
      const one = issue({ seen: at })
      const turned = [...all.slice(turn % 6), ...all.slice(0, turn % 6)].filter((each) => concerns(each, one))
      expect(voices(turned, one)).toEqual(voices(all, one))
    }),
  )
})

test('a newer contrary statement takes every excuse away, and a revoked one gives it back', () => {
  fc.assert(
    fc.property(statements, places, fc.constantFrom('affected', 'under_investigation', 'fixed'), (all, at, status) => {
      const one = issue({ seen: at })
      const contrary = statement({ id: 99, status, image: image(), statedAt: 6 })
      expect(excuseOf([...all, contrary], one)).toBeNull()
      expect(effectOf(contrary, all, one)).not.toBe('outdated')
    }),
  )
})

test('an issue that is seen nowhere has no excuse', () => {
  expect(excuseOf([statement({ image: image() })], issue({ seen: [] }))).toBeNull()
})

describe('a speaker who speaks again', () => {
  const said = { status: 'not_affected', justification: 'component_not_present', statement: '', statedAt: 5 } as const
  it.each([
    [{}, 'restated'],
    [{ statedAt: 6 }, 'restated'],
    [{ statedAt: 4 }, 'late'],
    [{ status: 'affected' }, 'superseded'],
    [{ justification: 'code_not_present' }, 'superseded'],
    [{ statement: 'Because' }, 'superseded'],
    [{ status: 'affected', statedAt: 4 }, 'late'],
  ] as const)('%j is %s', (change, expected) => {
    expect(succession(said, { ...said, ...change })).toBe(expected)
  })
})
