import type { IssueDetail } from '../../contract/issue-detail.ts'
import type { StoredEntry } from '../../store/issues/detail/history.ts'

/** When an issue changed hands, the newest first, and how often it went from one team to another; `entries` are in any order. */
export function reassignmentsOf(entries: readonly StoredEntry[]): Pick<IssueDetail['owner'], 'bounces' | 'history'> {
  const history = entries
    .filter(({ type }) => type === 'team')
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, person, data }) => ({
      at: at.toISOString(),
      from: text(data.from),
      to: text(data.to),
      by: person,
      rule: text(data.by) ?? 'hand',
    }))
  return { history, bounces: history.filter(({ from, to }) => from !== null && to !== null && from !== to).length }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
