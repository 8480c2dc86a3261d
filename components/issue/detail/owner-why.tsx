'use client'

import { Check, Minus } from 'lucide-react'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Popover } from '../../ui/popover.tsx'

/** The team, and every rule that was asked for it in its order. */
export function OwnerWhy({ issue: { team, owner } }: { issue: IssueDetail }) {
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      {team ? team.name : <span className="text-muted">unowned</span>}
      <Popover
        title={team ? `Why ${team.name}?` : 'Why nobody?'}
        trigger={
          <button
            type="button"
            className="text-muted text-xs underline decoration-dotted underline-offset-4 print:hidden"
          >
            why {team ? 'this team' : 'nobody'}?
          </button>
        }
      >
        <ol className="flex flex-col gap-1.5 text-sm">
          {owner.trace.map(({ rule, matched, value }) => (
            <li key={`${rule} ${value}`} className="flex gap-2">
              {matched ? (
                <Check className="mt-0.5 size-4 shrink-0 text-ok" aria-label="matched" />
              ) : (
                <Minus className="mt-0.5 size-4 shrink-0 text-muted" aria-label="did not match" />
              )}
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {rule === 'hand' ? 'Given to a team by hand' : rule}{' '}
                <span className="text-muted">{value ? `(${value})` : '(nothing to look at)'}</span>
              </span>
            </li>
          ))}
        </ol>
        <p className="mt-2 text-muted text-xs">The first rule that matches decides.</p>
      </Popover>
    </span>
  )
}
