import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareVersions } from './compare-versions.ts'

/** Each line goes from old to new; what stands together with `=` is equal. */
const ORDERED: [type: string, source: string, versions: string][] = [
  ['deb', 'Debian Policy 5.6.12, sorted parts', '1.0~~ 1.0~~a 1.0~ 1.0=1.0-0 1.0a'],
  ['deb', 'epochs and revisions', '9.9-9 1:0.1 1:1.2.3-1~deb12u1 1:1.2.3-1 1:1.2.3-1+b1 1:1.2.3-1.1 1:1.2.10-1'],
  ['deb', 'letters before other signs', '1.0 1.0a 1.0+1 1.0.1'],
  ['rpm', 'rpm-version(7)', '1.0~rc1 1.0 1.0^20210501 1.0a 1.0.1 1.1 1:0.5'],
  ['rpm', 'rpmvercmp', '5.5p1 5.5p10 10xyz 10.1xyz 20101121=20101121 20101122'],
  ['rpm', 'releases', '3.0.7-5.el9 3.0.7-16.el9 3.0.7-24.el9 3.0.7-24.el9_2=3.0.7-24.el9.2'],
  [
    'apk',
    'apk-tools, version.data',
    '0.12.0_p1 0.12.1 2.0 2.0.1 2.1.0_rc1 2.1.0_rc2 2.1.0 2.1.0-r1 2.1.0_p1 2.1.0_p1-r2 2.1.0a',
  ],
  ['apk', 'suffixes', '1.0_alpha 1.0_alpha1 1.0_beta 1.0_pre 1.0_rc 1.0=1.0-r0 1.0_cvs 1.0_svn 1.0_git 1.0_hg 1.0_p'],
  ['apk', 'fractions', '1.0 1.01 1.02 1.1 1.9 1.10'],
  [
    'maven',
    'POM reference',
    '1-alpha1 1-beta-1 1-rc=1-cr 1-snapshot 1=1.0=1-ga=1-final=1.0.0 1-sp 1-foo2 1-foo10 1-1 1.1',
  ],
  ['maven', 'POM reference', '1.foo=1-foo 1-1 1.1'],
  ['maven', 'POM reference', '1-a1=1-alpha-1 1-b2=1-beta-2 1.0.RC2 1.0-RC3 1.0 1.0.1'],
  ['maven', 'what people ask', '2.0-beta9 2.0 2.3.2 2.12.4 2.14.1 2.17.0=2.17 2.17.1'],
  [
    'pypi',
    'PEP 440',
    '1.0.dev456 1.0a1 1.0a2.dev456 1.0a12 1.0b1.dev456 1.0b2 1.0rc1 1.0=1.0.0 1.0+abc.5 1.0.post456 1.1.dev1',
  ],
  [
    'npm',
    'semver.org item 11',
    '1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0=1.0.0+a',
  ],
  ['npm', 'numbers', '1.9.9 2=2.0=2.0.0 2.1.0 2.1.1 2.10.0'],
  [
    'golang',
    'pseudo-versions',
    'v0.0.0-20200101000000-abc v0.0.0-20230101000000-abc v0.1.0 v1.2.3=1.2.3 v2.0.0+incompatible',
  ],
  ['nuget', 'four numbers', '4.7.2.9 4.7.2.10 4.8'],
  ['gem', 'letters are pre-releases', '1.0.0.beta1 1.0.0.rc1 1.0.0 1.0.1'],
]

test.each(ORDERED)('%s: %s: %s', (type, _, line) => {
  const steps = line.split(' ').map((equals) => equals.split('='))
  for (const [at, step] of steps.entries()) {
    for (const a of step) {
      for (const b of step) expect([a, b, Math.sign(compareVersions(type, a, b))]).toEqual([a, b, 0])
      for (const b of steps.slice(at + 1).flat()) {
        expect([a, b, Math.sign(compareVersions(type, a, b))]).toEqual([a, b, -1])
        expect([b, a, Math.sign(compareVersions(type, b, a))]).toEqual([b, a, 1])
      }
    }
  }
})

const piece = fc.constantFrom(
  ...'0 1 2 9 10 01 . . - _ ~ ^ + : a b m rc alpha beta final ga sp foo SNAPSHOT dev post _p _rc1 -r1 v ! é'.split(' '),
)
const version = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc.tuple(fc.constant('1'), fc.array(piece, { maxLength: 5 })).map(([first, rest]) => first + rest.join('')),
)

test.each(['deb', 'rpm', 'apk', 'maven', 'pypi', 'npm'])('%s: any three versions have one order', (type) => {
  const sign = (a: string, b: string) => Math.sign(compareVersions(type, a, b))
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(sign(a, a)).toBe(0)
      expect(sign(a, b) + sign(b, a)).toBe(0)
      if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0)
      if (sign(a, b) === 0) expect(sign(a, c)).toBe(sign(b, c))
    }),
    { numRuns: 5_000 },
  )
})
