import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const repository = 'pay-api'

describe('a Hadolint report', () => {
  it('reads a plain list, beside formats that look into the elements of theirs', async () => {
    const { header, findings, unread } = await readBytes(sampleBytes('hadolint.json'), { repository })
    expect(header?.format).toBe('hadolint-json')
    expect(
      findings.flatMap((one) =>
        one.type === 'misconfiguration' ? [[one.rule, one.severity, one.path, one.resource, one.startLine]] : [],
      ),
    ).toEqual([
      ['DL3002', 'medium', 'docker/Dockerfile', '', 9],
      ['SC2086', 'low', '', '', 4],
      ['DL3020', 'high', 'Dockerfile', '', 5],
    ])
    expect(unread).toEqual([{ type: 'unread', path: '[4]', reason: 'It has no code' }])
  })

  it('takes an empty list for a clean scan once the format is named', async () => {
    await expect(readBytes(json([]), { repository })).rejects.toMatchObject({ code: 'unknown-format' })
    const { scopes } = await readBytes(json([]), { repository, format: 'hadolint' })
    expect(scopes).toMatchObject([{ scan: 'misconfiguration', complete: true }])
  })

  it('is not taken for one of another linter that has the same rules', async () => {
    const other = json([
      { line_number: 3, line: 'WORKDIR app/', code: 'DL3000', file: 'Dockerfile', severity: 'Error' },
    ])
    await expect(readBytes(other, { repository })).rejects.toMatchObject({ code: 'unknown-format' })
  })

  it('closes nothing after a file that could not be parsed', async () => {
    const failed = json([{ code: 'DL1000', file: 'Dockerfile', level: 'error', line: 3, message: 'unexpected end' }])
    const { scopes, findings, unread } = await readBytes(failed, { repository })
    expect([scopes[0]?.complete, findings]).toEqual([false, []])
    expect(unread).toMatchObject([{ reason: 'The tool could not parse the file: unexpected end' }])
  })
})
