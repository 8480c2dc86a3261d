import { expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const PREDICTIONS = [
  { type: 'exploit-prediction', id: 'CVE-2031-10001', probability: 0.94405, percentile: 0.99929 },
  { type: 'exploit-prediction', id: 'CVE-2031-10002', probability: 0.00043, percentile: 0.1132 },
]
const beyond = (path: string) => ({ type: 'unread', path, reason: 'Its probability or percentile is not from 0 to 1' })

it('the CSV of a day is all of its scores, with its date and the version of the model', async () => {
  const { header, feed, facts, unread } = await readBytes(sampleBytes('csv/epss.csv'))
  const scannedAt = '2026-11-20T00:00:00.000Z'
  expect(header).toEqual({ format: 'epss', source: 'epss', toolVersion: 'v2026.03.14', scannedAt })
  expect(feed).toEqual({ name: 'epss', whole: true })
  expect(facts).toEqual(PREDICTIONS)
  expect(unread).toEqual([beyond('data[2]')])
})

it('a CSV without the comment is all of them too, of a date that is not known', async () => {
  const { header, feed, facts } = await readBytes(
    new TextEncoder().encode('cve,epss,percentile\nCVE-2031-10001,0.94405,0.99929'),
  )
  expect([header?.scannedAt, feed, facts]).toEqual([null, { name: 'epss', whole: true }, PREDICTIONS.slice(0, 1)])
})

it('what FIRST’s API answers is a part of a day’s scores', async () => {
  const { header, feed, facts, unread } = await readBytes(sampleBytes('epss-api.json'))
  expect(header).toEqual({ format: 'epss', source: 'epss', toolVersion: null, scannedAt: '2026-11-20T00:00:00.000Z' })
  expect(feed).toEqual({ name: 'epss', whole: false })
  expect(facts).toEqual(PREDICTIONS)
  expect(unread).toEqual([beyond('data[2]')])
})

it('so is a list of scores, with numbers for texts', async () => {
  const list = [{ cve: 'cve-2031-10001', epss: 0.94405, percentile: 0.99929, date: '2026-11-20' }]
  const { feed, facts } = await readBytes(json(list))
  expect([feed, facts]).toEqual([{ name: 'epss', whole: false }, PREDICTIONS.slice(0, 1)])
})

it('an answer without scores is refused', async () => {
  await expect(readBytes(json({ data: [] }), { format: 'epss' })).rejects.toMatchObject({ code: 'invalid' })
})
