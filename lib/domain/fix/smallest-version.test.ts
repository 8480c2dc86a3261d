import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareVersions } from '../version-order/compare-versions.ts'
import { fixesIn, smallestUpgrade } from './smallest-version.ts'
import { versionJump } from './version-jump.ts'

const issue = (fixed: string, ...installed: string[]) => ({ fixed: [fixed], installed })
const versionOf = (type: string, ...issues: ReturnType<typeof issue>[]) => smallestUpgrade(type, issues)?.version

test.each([
  ['npm', '4.1.2, 3.8.3, 2.19.0', ['2.19.0', '3.8.3', '4.1.2']],
  ['npm', '>=3.8.3 <4.0.0 || >=4.1.2', ['3.8.3', '4.1.2']],
  ['npm', '^1.2.3', ['1.2.3']],
  ['deb', '1:9.2p1-2+deb12u3', ['1:9.2p1-2+deb12u3']],
  ['golang', 'v1.22.7, v1.21.13', ['v1.21.13', 'v1.22.7']],
  ['pypi', 'none', []],
  ['pypi', '', []],
])('%s: %s names %j', (type, text, versions) =>
  expect(fixesIn(type, text).map(({ version }) => version)).toEqual(versions),
)

test('one version closes all: the newest of the fixes that is needed', () => {
  expect(versionOf('maven', issue('2.15.0', '2.14.1'), issue('2.17.0', '2.14.1'), issue('2.17.1', '2.14.1'))).toBe(
    '2.17.1',
  )
})

test('fixes of a branch stay in the branch of what is installed', () => {
  const of = [issue('4.1.2, 3.8.3, 2.19.0', '3.8.1'), issue('3.8.9, 4.0.1', '3.8.1')]
  expect(versionOf('npm', ...of)).toBe('3.8.9')
  expect(versionOf('golang', issue('1.22.7, 1.23.1', 'v1.22.1'), issue('1.22.5, 1.21.12', 'v1.22.1'))).toBe('1.22.7')
})

test('a version between two branches is not taken for fixed', () => {
  // 1.3.0 is newer than the fix of branch 1.2, but 1.3 was mended in 1.3.2 only.
  expect(versionOf('npm', issue('1.2.5, 1.3.2', '1.2.0'), issue('1.3.0', '1.2.0'))).toBe('1.3.2')
})

test('distributions order their versions themselves', () => {
  const epochs = [issue('1:1.0-2', '0.9-1'), issue('2.0-1', '0.9-1')]
  expect(versionOf('deb', ...epochs)).toBe('1:1.0-2')
  expect(versionOf('deb', issue('3.0.11-1~deb12u2', '3.0.9-1'), issue('3.0.11-1~deb12u10', '3.0.9-1'))).toBe(
    '3.0.11-1~deb12u10',
  )
  expect(versionOf('apk', issue('3.1.4-r10', '3.1.4-r1'), issue('3.1.4-r6', '3.1.4-r1'))).toBe('3.1.4-r10')
})

test('what no version closes is left, and a fix older than what is installed closes nothing', () => {
  const [closed, open, stale] = [issue('1.2', '1.0'), issue('', '1.0'), issue('0.9', '1.0')]
  expect(smallestUpgrade('npm', [closed, open])).toEqual({ version: '1.2', closes: [closed], leaves: [open] })
  expect(smallestUpgrade('npm', [stale, open])).toBeNull()
})

test('what two sources say differently is closed where both agree', () => {
  expect(smallestUpgrade('deb', [{ fixed: ['3.0.14-1', '', '3.0.15-1'], installed: ['3.0.11-1'] }])?.version).toBe(
    '3.0.15-1',
  )
})

const version = fc.tuple(fc.nat(3), fc.nat(4), fc.nat(9)).map((numbers) => numbers.join('.'))
const issues = fc.array(
  fc.record({
    fixed: fc.array(
      fc.uniqueArray(version, { maxLength: 3 }).map((versions) => versions.join(', ')),
      { maxLength: 2 },
    ),
    installed: fc.array(version, { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 6 },
)

test('every issue is closed or left, by a named version newer than what is installed, whatever their order and whatever has no fix', () => {
  fc.assert(
    fc.property(issues, (all) => {
      const upgrade = smallestUpgrade('npm', all)
      if (!upgrade) return
      expect([...upgrade.closes, ...upgrade.leaves]).toHaveLength(all.length)
      expect(upgrade.closes.flatMap(({ fixed }) => fixed).join()).toContain(upgrade.version)
      for (const one of all.flatMap(({ installed }) => installed))
        expect(compareVersions('npm', upgrade.version, one)).toBeGreaterThan(0)
      const again = smallestUpgrade('npm', [{ fixed: [], installed: [] }, ...all.toReversed()])
      expect(again?.version).toBe(upgrade.version)
      expect(again?.leaves).toHaveLength(upgrade.leaves.length + 1)
    }),
  )
})

test('what closes all closes each: once installed, no newer version is asked for', () => {
  fc.assert(
    fc.property(issues, (all) => {
      const upgrade = smallestUpgrade('npm', all)
      for (const one of upgrade?.closes ?? []) {
        // Of the fixes that this issue names, none of the branch is after the version that closes it.
        const oldest = smallestUpgrade('npm', [{ fixed: one.fixed, installed: [] }])
        expect(compareVersions('npm', oldest?.version ?? '', upgrade?.version ?? '')).toBeLessThanOrEqual(0)
      }
    }),
  )
})

test.each([
  ['deb', '3.0.11-1~deb12u2', '3.0.11-1~deb12u3', 'revision'],
  ['deb', '1:3.0.11-1', '1:3.0.15-1', 'patch'],
  ['npm', '4.17.20', '4.17.21', 'patch'],
  ['npm', '0.3.1', '0.4.0', 'major'],
  ['deb', '0.3.1-1', '0.4.0-1', 'minor'],
  ['golang', 'v1.21.0', '1.22.7', 'minor'],
  ['maven', '5.3.9', '6.0.1', 'major'],
  ['npm', 'latest', '1.0.0', null],
] as const)('%s %s to %s is a %s', (type, from, to, jump) => expect(versionJump(type, from, to)).toBe(jump))
