import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFalcoEvents } from './falco.ts'
import { FormatError } from './format-error.ts'

const SAMPLES = path.resolve(import.meta.dirname, '../../samples/formats')
const RECEIVED = new Date('2026-11-21T00:00:00Z')
const sample = (name: string) => new Uint8Array(readFileSync(path.join(SAMPLES, name)))
const read = (text: string) => readFalcoEvents(new TextEncoder().encode(text), RECEIVED)

describe('readFalcoEvents', () => {
  it('reads an array, each alert with its own text', () => {
    const { alerts, problems } = readFalcoEvents(sample('falco-array.json'), RECEIVED)
    expect(problems).toEqual([])
    expect(alerts[0]?.alert).toEqual({
      source: 'falco',
      rule: 'Terminal shell in container',
      severity: 'low',
      priority: 'Notice',
      output: 'A shell was spawned in a container (user=root command=sh -i)',
      at: '2026-11-20T22:41:09.002817540Z',
      hostname: 'node-eu-3',
      namespace: 'pay',
      pod: 'pay-api-6f7d9c8b5d-x2v7q',
      container: 'pay-api',
      imageRepository: 'registry.tidewater.example/pay/pay-api',
      imageTag: '4.1.0',
      imageDigest: null,
      process: 'sh',
      commandLine: 'sh -i',
      user: 'root',
      tags: ['container', 'shell', 'mitre_execution', 'T1059'],
      techniques: ['T1059'],
    })
    expect(alerts[0]?.raw).toContain('1795214469002817540')
    expect(alerts[1]?.alert).toMatchObject({ severity: 'high', pod: null, container: null, imageRepository: null })
    expect(alerts.map(({ raw }) => JSON.parse(raw).rule)).toEqual(['Terminal shell in container', 'Write below etc'])
  })

  it('reads a log: plain lines are passed by, a runtime prefix is taken off, bad lines are told with their offset', () => {
    const bytes = sample('falco.log')
    const { alerts, problems, plainLines } = readFalcoEvents(bytes, RECEIVED)
    expect([alerts.length, plainLines]).toEqual([2, 2])
    expect(alerts[1]?.alert).toMatchObject({
      rule: 'Connect to a known bad host',
      severity: 'critical',
      namespace: null,
      at: '2026-11-20T22:41:09.002817541Z',
    })
    expect(problems.map(({ index, reason }) => [index, reason.split(',')[0]])).toEqual([
      [4, 'The JSON ends too early'],
      [5, 'It has no rule'],
    ])
    expect(new TextDecoder().decode(bytes.slice(problems[1]?.offset)).startsWith('{"output": "no rule')).toBe(true)
  })

  it('reads one object on one line or many, and one object a line', () => {
    const one = { rule: 'R', output: 'o', time: '2026-11-20T10:00:00+02:00' }
    expect(read(JSON.stringify(one)).alerts[0]?.alert.at).toBe('2026-11-20T08:00:00Z')
    expect(read(JSON.stringify(one, null, 2)).alerts.length).toBe(1)
    expect(read(`${JSON.stringify(one)}\r\n\r\n${JSON.stringify(one)}\r\n`).alerts.length).toBe(2)
    expect(read('[]')).toEqual({ alerts: [], problems: [], plainLines: 0 })
    expect(read('{"rule":"R"}').alerts[0]?.alert).toMatchObject({ severity: 'unknown', at: '2026-11-21T00:00:00.000Z' })
  })

  it('takes no time out of a text that only looks like the field', () => {
    const sly = JSON.stringify({ rule: 'R', output: '"evt.time":1234567890123456789' })
    expect(read(sly).alerts[0]?.alert.at).toBe(RECEIVED.toISOString())
  })

  it.each([
    ['', 'malformed'],
    ['hello', 'unknown-format'],
    ['{"rule":', 'truncated'],
    ['[{"rule":"R"}', 'truncated'],
  ])('refuses %s', (text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }))
  })

  it('never does worse than throw a FormatError, cut or changed anywhere', () => {
    for (const name of ['falco.log', 'falco-array.json']) {
      const bytes = sample(name)
      const attempt = (input: Uint8Array) => {
        try {
          readFalcoEvents(input, RECEIVED)
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      }
      for (let length = 0; length < bytes.length; length++) attempt(bytes.slice(0, length))
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
          const changed = bytes.slice()
          changed[at] = byte
          attempt(changed)
        }),
        { numRuns: 500 },
      )
    }
  })
})
