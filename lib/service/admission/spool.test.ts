import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DecisionRecord } from '../../store/admission/insert-decisions.ts'
import { Spool } from './spool.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'plimsoll-spool-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function decision(requestUid: string): DecisionRecord {
  return {
    id: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f10',
    cluster: 'prod-eu',
    requestUid,
    at: '2026-11-21T08:00:00.000Z',
    operation: 'CREATE',
    namespace: 'payments',
    kind: 'Deployment',
    name: 'pay-api',
    username: 'deployer',
    dryRun: false,
    verdict: 'allow',
    results: [],
    breakGlass: null,
    images: [],
    facts: { text: 'with\na line break and 😀' },
    tokenId: '0198f3c2-5d44-7c1a-9a55-0f2f6f1f4f11',
  }
}

async function drained(spool: Spool): Promise<string[]> {
  const uids: string[] = []
  for (;;) {
    const segment = await spool.oldest()
    if (!segment) return uids
    uids.push(...segment.records.map(({ requestUid }) => requestUid))
    await spool.remove(segment.name)
  }
}

test('gives back what was written, in order, over segments, and leaves no file', async () => {
  const spool = new Spool(dir, 1_000_000)
  for (let at = 0; at < 30; at++) {
    expect(spool.write(decision(`u${at}`))).toBe(true)
    if (at % 7 === 0) spool.seal()
  }
  spool.seal()
  expect(await drained(spool)).toEqual(Array.from({ length: 30 }, (_, at) => `u${at}`))
  expect(readdirSync(dir)).toEqual([])
})

test('a record comes back as it was', async () => {
  const spool = new Spool(dir, 1_000_000)
  spool.write(decision('u'))
  spool.seal()
  expect((await spool.oldest())?.records).toEqual([decision('u')])
})

test('another process finds what a killed one left, and writes after it', async () => {
  const killed = new Spool(dir, 1_000_000)
  killed.write(decision('u1'))
  killed.seal()
  killed.write(decision('u2'))
  const next = new Spool(dir, 1_000_000)
  next.write(decision('u3'))
  next.seal()
  expect(await drained(next)).toEqual(['u1', 'u2', 'u3'])
})

test('a line that was torn off is left out, and nothing else', async () => {
  const killed = new Spool(dir, 1_000_000)
  killed.write(decision('u1'))
  const torn = JSON.stringify(decision('u2'))
  appendFileSync(join(dir, readdirSync(dir)[0] ?? ''), torn.slice(0, torn.length / 2))
  const next = new Spool(dir, 1_000_000)
  next.write(decision('u3'))
  next.seal()
  expect(await drained(next)).toEqual(['u1', 'u3'])
})

test('takes no more than its limit, counts what it finds, and takes again once there is room', async () => {
  const size = JSON.stringify(decision('u1')).length + 10
  const spool = new Spool(dir, 2 * size)
  expect([spool.write(decision('u1')), spool.write(decision('u2'))]).toEqual([true, true])
  expect(spool.write(decision('u3'))).toBe(false)
  const next = new Spool(dir, 2 * size)
  expect(next.write(decision('u4'))).toBe(false)
  expect(await drained(next)).toEqual(['u1', 'u2'])
  expect(next.write(decision('u5'))).toBe(true)
})

test('a disk that does not take the line is told', () => {
  const spool = new Spool(join(dir, 'gone'), 1_000_000)
  rmSync(join(dir, 'gone'), { recursive: true })
  expect(spool.write(decision('u1'))).toBe(false)
})
