import sql from 'sql-template-tag'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '../../store/database.ts'
import { getIssue } from '../issues/get-issue.ts'
import { resetWorld } from '../testing/world.ts'
import type { Admission } from './testing/admissions.ts'
import { admit, report, SECURITY } from './testing/intake.ts'
import { expectSound } from './testing/invariants.ts'
import { imageScan } from './testing/scan-reports.ts'

beforeEach(() => resetWorld([]))
afterEach(expectSound)

const cvss = (vector: string) => ({ CVSS: { nvd: { V3Vector: vector, V3Score: 8 } } })
const LOCAL = 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H'
const HARDENED = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
}

/** What the page of the one issue says of its preconditions; the sum is what the queue sorts by. */
async function story() {
  const [row] = await database().query<{ id: number; risk: number }>(sql`SELECT id, risk FROM issue`)
  const issue = await getIssue(SECURITY, row!.id)
  if (!issue.ok) throw new Error(issue.failure.detail)
  const { breakdown } = issue.value
  expect(breakdown.total).toBe(row!.risk)
  expect(breakdown.parts.reduce((sum, { points }) => sum + points, 0)).toBe(row!.risk)
  const parts = breakdown.parts.filter(({ group }) => group === 'preconditions')
  const byCode = Object.fromEntries(parts.map(({ code, why, lever }) => [code, { why, lever }]))
  return { risk: row!.risk, parts: byCode, unknown: breakdown.unknown.map(({ code }) => code) }
}

async function told(told: Record<string, unknown>, deployed: Omit<Admission, 'hoursAgo'>) {
  await report(imageScan('v1', 9, [{ id: 'CVE-2024-1', told }]))
  await admit({ hoursAgo: 5, ...deployed })
  return story()
}

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['its CVSS vector', cvss(LOCAL.replace('PR:L', 'PR:H')), { ...HARDENED, runAsNonRoot: undefined, runAsUser: 0 }],
  [
    'a capability that its text names',
    { Description: 'A process with CAP_SYS_ADMIN can escape to the host.', ...cvss(LOCAL) },
    { ...HARDENED, capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } },
  ],
  ['its weakness', { CweIDs: ['CWE-250'], ...cvss(LOCAL) }, { ...HARDENED, runAsNonRoot: undefined, runAsUser: 0 }],
])(
  'what needs privileges by %s falls in a hardened workload, and rises when it is given them',
  async (_, vulnerability, privileges) => {
    const hardened = await told(vulnerability, { security: HARDENED })
    expect(hardened.parts['no-privileges']).toMatchObject({
      why: expect.stringContaining('no container here has'),
      lever: null,
    })
    await admit({ hoursAgo: 4, operation: 'UPDATE', security: privileges })
    const privileged = await story()
    expect(privileged.parts).not.toHaveProperty('no-privileges')
    expect(privileged.parts['has-privileges']).toMatchObject({
      why: expect.stringContaining('shop-prod/shop/pay has'),
      lever: expect.stringMatching(/^(Take|Drop)/),
    })
    expect(privileged.risk).toBeGreaterThanOrEqual(hardened.risk + 15 + 6)
    await admit({ hoursAgo: 3, operation: 'UPDATE', security: HARDENED })
    expect(await story()).toEqual(hardened)
  },
)

test('a capability that a scan names later counts from then on', async () => {
  const plain = await told({ Description: 'Something is wrong.' }, { security: HARDENED })
  expect(plain.parts).toEqual({})
  const LastModifiedDate = '2026-11-20T00:00:00Z'
  const Description = 'It requires CAP_SYS_ADMIN.'
  await report(imageScan('v1', 1, [{ id: 'CVE-2024-1', severity: 'LOW', told: { Description, LastModifiedDate } }]))
  expect((await story()).parts).toHaveProperty('no-privileges')
})

test('what writes files falls where nothing can be written, and rises with a writable root or volume', async () => {
  const vulnerability = { CweIDs: ['CWE-434'], ...cvss(LOCAL) }
  const readOnly = await told(vulnerability, { security: HARDENED, volumes: { '/tmp': 'emptyDir' } })
  expect(readOnly.parts['read-only']).toMatchObject({ lever: null })
  const lever = expect.stringContaining('Set readOnlyRootFilesystem')
  for (const open of [
    { security: { ...HARDENED, readOnlyRootFilesystem: false } },
    { security: HARDENED, volumes: { '/data': 'persistentVolumeClaim' as const } },
    { security: HARDENED, volumes: { '/srv/uploads': 'emptyDir' as const } },
  ]) {
    await admit({ hoursAgo: 4, operation: 'UPDATE', ...open })
    const writable = await story()
    expect(writable.parts.writable).toMatchObject({ why: expect.stringContaining('shop-prod/shop/pay'), lever })
    expect(writable.parts).not.toHaveProperty('read-only')
    expect(writable.risk).toBe(readOnly.risk + 12 + 6)
  }
})

test('what was admitted before anybody looked at volumes is not known, and counts neither way', async () => {
  await told({ CweIDs: ['CWE-434'] }, { security: HARDENED })
  await database().query(sql`UPDATE workload_container SET writable_mounts = NULL`)
  await report(imageScan('v1', 1, [{ id: 'CVE-2024-1', severity: 'LOW' }]))
  const { parts, unknown } = await story()
  expect([parts, unknown]).toEqual([{}, expect.arrayContaining(['read-only'])])
})
