'use client'

import { Check, CircleHelp, Minus } from 'lucide-react'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Popover } from '../../ui/popover.tsx'
import { OwnerHistory } from './owner-history.tsx'

/** The team, every rule that was asked for it in its order, who waits for it, and when it changed hands. */
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
          {owner.trace.map((step, at) => (
            // A rule may stand twice.
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is what tells them apart
            <Step key={at} step={step} />
          ))}
        </ol>
        <p className="mt-2 text-muted text-xs">
          {owner.by === 'hand' ? 'Given by hand: no rule changes that.' : 'The first rule that matches decides.'}
        </p>
      </Popover>
      {owner.waiting.length > 0 && (
        <span className="text-muted text-xs">
          {owner.waiting.map(({ name }) => name).join(', ')} {owner.waiting.length === 1 ? 'waits' : 'wait'} for this
          base image
        </span>
      )}
      <OwnerHistory owner={owner} />
    </span>
  )
}

function Step({ step: { rule, matched, value, known } }: { step: IssueDetail['owner']['trace'][number] }) {
  const [Icon, look, label] = matched
    ? ([Check, 'text-ok', 'matched'] as const)
    : known
      ? ([Minus, 'text-muted', 'did not match'] as const)
      : ([CircleHelp, 'text-unknown', 'not known'] as const)
  return (
    <li className="flex gap-2">
      <Icon className={`mt-0.5 size-4 shrink-0 ${look}`} aria-label={label} />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {rule === 'hand' ? 'Given to a team by hand' : rule}{' '}
        <span className="text-muted">
          {known ? (value ? `(${value})` : '(nothing to look at)') : '(nothing tells us these labels)'}
        </span>
      </span>
    </li>
  )
}
