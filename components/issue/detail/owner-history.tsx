'use client'

import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Popover } from '../../ui/popover.tsx'
import { Time } from '../../ui/time.tsx'

/** When an issue changed hands; nothing while it never did. */
export function OwnerHistory({ owner: { history, bounces } }: { owner: IssueDetail['owner'] }) {
  if (history.length === 0) return null
  return (
    <Popover
      title="Who had it"
      trigger={
        <button
          type="button"
          className="text-muted text-xs underline decoration-dotted underline-offset-4 print:hidden"
          title="How often it went from one team to another"
        >
          {bounces === 0
            ? 'changed hands'
            : bounces === 1
              ? 'moved between teams once'
              : `moved between teams ${bounces} times`}
        </button>
      }
    >
      <ol className="flex flex-col gap-1.5 text-sm">
        {history.map(({ at, from, to, by, rule }) => (
          <li key={`${at} ${from} ${to}`}>
            {from ?? 'Nobody'} → {to ?? 'nobody'}{' '}
            <span className="text-muted">
              <Time at={at} />, {by ? `by ${by}` : `by the rules (${rule})`}
            </span>
          </li>
        ))}
      </ol>
    </Popover>
  )
}
