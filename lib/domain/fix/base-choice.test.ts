import { expect, test } from 'vitest'
import { chooseBase, type ScannedBase } from './base-choice.ts'
import { baseFix } from './base-fix.ts'

let ids = 0
const scanned = (tags: string[], weight: number, seenAt = 10): ScannedBase => ({
  ...{ id: ++ids, tags, weight, seenAt, issues: weight / 100 },
  digest: `sha256:${String(ids).padStart(64, '0')}`,
})
const tagOf = (from: string, inUse: ScannedBase | null, ...others: ScannedBase[]) =>
  chooseBase(from, inUse, [...(inUse ? [inUse] : []), ...others])?.tag ?? null

const old = scanned(['12.4'], 900, 1)

test('the cleanest that was scanned, and of those the smallest step', () => {
  expect(tagOf('12.4', old, scanned(['12.5'], 400), scanned(['12.9'], 0), scanned(['13.1'], 0))).toBe('12.9')
  expect(tagOf('12.4', old, scanned(['12.5'], 400), scanned(['13.1'], 0))).toBe('13.1')
})

test('none when nothing scanned is cleaner, newer and of the same flavour', () => {
  expect(tagOf('12.4', old)).toBeNull()
  expect(tagOf('12.4', old, scanned(['12.5'], 900))).toBeNull()
  expect(tagOf('12.4', old, scanned(['12.2'], 0))).toBeNull()
  expect(tagOf('12.4', old, scanned(['12.9'], 0, 0))).toBeNull()
  expect(tagOf('12.4', old, scanned(['12.9-slim'], 0))).toBeNull()
})

test('a tag as exact as the one in use is named; the same tag is a rebuild', () => {
  expect(tagOf('12.4', old, scanned(['12', '12.9', 'bookworm'], 0))).toBe('12.9')
  const before = scanned([], 900, 1)
  const again = scanned(['12-slim'], 0)
  const choice = chooseBase('12-slim', before, [before, again])
  expect(choice).toMatchObject({ tag: '12-slim', jump: 'revision' })
  const fix = baseFix({ base: 'docker.io/library/debian:12-slim', choice: choice!, issuesNow: 9, images: 2 })
  expect(fix.title).toBe('Rebuild on the current debian:12-slim')
  expect(fix.steps.map(({ text }) => text)).toContain('docker build --pull --no-cache .')
  expect(fix.effort.size).toBe('S')
})

test('a base in use that was never scanned goes to the cleanest that is not older', () => {
  expect(tagOf('12.4', null, scanned(['12.3'], 0), scanned(['12.6'], 100), scanned(['12.8'], 50))).toBe('12.8')
})

test('the line of the Dockerfile, and the same pinned; a jump of a major version under many images is large', () => {
  const choice = chooseBase('12.4', old, [old, scanned(['13.1'], 0)])!
  const fix = baseFix({ base: 'docker.io/library/debian:12.4', choice, issuesNow: 9, images: 7 })
  expect(fix.title).toBe('Move the base image from debian:12.4 to 13.1')
  expect(fix.steps.map(({ text }) => text)).toEqual([
    'FROM docker.io/library/debian:13.1',
    `FROM docker.io/library/debian:13.1@${choice.to.digest}`,
  ])
  expect(fix.notes).toEqual(['Our scan of it found nothing, against 9 in the version in use.'])
  expect(fix.effort.size).toBe('L')
})
