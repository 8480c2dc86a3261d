import { expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const ACTION = 'Apply mitigations per vendor instructions, or stop using the product.'
const ENTRIES = [
  {
    type: 'known-exploited',
    id: 'CVE-2031-10001',
    title: 'Tidetable Path Traversal Vulnerability',
    addedOn: '2026-11-20',
    // Lies ahead of the report.
    dueOn: '2026-12-11',
    ransomware: false,
    action: ACTION,
  },
  {
    type: 'known-exploited',
    id: 'CVE-2031-10002',
    title: 'Harbour "Gate" Command Injection Vulnerability',
    addedOn: '2026-10-02',
    dueOn: '2026-10-23',
    ransomware: true,
    action: `${ACTION}\nThen look for what was done.`,
  },
  {
    type: 'known-exploited',
    id: 'CVE-2031-10003',
    title: 'Buoy Use-After-Free Vulnerability',
    addedOn: '2026-09-01',
    dueOn: null,
    ransomware: true,
    action: '',
  },
]

it('the catalogue as JSON tells its version, its date and each entry with a CVE', async () => {
  const { header, feed, scopes, facts, unread } = await readBytes(sampleBytes('kev.json'))
  const scannedAt = '2026-11-20T15:04:19.979Z'
  expect(header).toEqual({ format: 'kev', source: 'kev', toolVersion: '2026.11.20', scannedAt })
  expect([feed, scopes]).toEqual([{ name: 'kev', whole: true }, []])
  expect(facts).toEqual(ENTRIES)
  expect(unread).toEqual([{ type: 'unread', path: 'vulnerabilities[3]', reason: 'It has no CVE id' }])
})

it('the catalogue as CSV tells the same, without version and date', async () => {
  const { header, feed, facts, unread } = await readBytes(sampleBytes('csv/kev.csv'))
  expect(header).toEqual({ format: 'kev', source: 'kev', toolVersion: null, scannedAt: null })
  expect(feed).toEqual({ name: 'kev', whole: true })
  expect(facts).toEqual(ENTRIES)
  expect(unread).toEqual([{ type: 'unread', path: 'vulnerabilities[3]', reason: 'It has no CVE id' }])
})

it('a catalogue without entries is refused, since it would replace the one that is loaded', async () => {
  const empty = json({ catalogVersion: '2026.11.20', vulnerabilities: [] })
  await expect(readBytes(empty, { format: 'kev' })).rejects.toMatchObject({ code: 'invalid' })
})
