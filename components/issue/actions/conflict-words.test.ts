import { expect, test } from 'vitest'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { type IssueRow, issueExample } from '../../../lib/contract/issues.ts'
import { conflictWords } from './conflict-words.ts'

const before = issueExample as IssueRow
const after = (more: Partial<IssueRow>, items: { title: string; by: string | null }[] = []) =>
  ({ ...before, ...more, timeline: { items, bounded: false } }) as unknown as IssueDetail

test('who was first is told what the other one changed', () => {
  const words = conflictWords(
    before,
    after({ status: 'excepted', assignee: { id: 'a', name: 'Ada Osei' } }, [
      { title: 'Ada Osei accepted the risk until 2026-12-01', by: 'Ada Osei' },
      { title: 'trivy found it', by: null },
    ]),
  )
  expect(words).toContain('Ada Osei accepted the risk until 2026-12-01.')
  expect(words).toContain('status: open → risk accepted, assigned to: nobody → Ada Osei')
})

test('a change that no field shows is a change too', () => {
  expect(conflictWords(before, after({ risk: 12 }))).toBe(
    'It changed while you looked. You see it as it is now: do it again if it still applies.',
  )
})
