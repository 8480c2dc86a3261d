'use client'

import { X } from 'lucide-react'
import { useState } from 'react'
import type { IssuePage, IssueRow } from '../../../lib/contract/issues.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { ACTION_LABELS, endingOf } from '../actions/action-words.ts'
import type { AllMatching } from '../actions/use-all-matching.ts'
import type { useBulkActions } from '../actions/use-bulk-actions.ts'
import { BulkJob } from './bulk-job.tsx'
import { BulkResults } from './bulk-results.tsx'

const OFFERED = ['handle', 'acknowledge', 'assign', 'team', 'snooze', 'accept', 'dismiss', 'resolve'] as const

/** What can be done to the selected issues together, or to all that match; how far it is, and how it went. */
export function BulkBar({
  selected,
  actions,
  onClear,
  matching,
  all,
}: {
  selected: readonly IssueRow[]
  actions: ReturnType<typeof useBulkActions>
  onClear: () => void
  /** How many match beyond the rows, where every row is selected. */
  matching: IssuePage['total'] | null
  all: AllMatching
}) {
  const [listed, setListed] = useState(false)
  const { results, busy, done, allowed, forget } = actions
  if (selected.length === 0) return all.jobId === null ? null : <JobBar all={all} />
  const ask = all.on ? all.ask : actions.ask
  const kinds = selected.map(({ kind }) => kind)
  const ending = endingOf(kinds, allowed)
  const failed = results?.filter((item) => !item.ok).length ?? 0
  const count = all.on && matching ? matching : { value: selected.length, bounded: false }
  const clear = () => {
    forget()
    onClear()
  }
  return (
    <section
      aria-label="Selected issues"
      className="sticky bottom-0 z-30 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-line-strong border-t bg-raised px-4 py-2 text-sm print:hidden"
    >
      <span role="status" className="font-medium">
        {words(count)} {all.on ? 'matching' : 'selected'}
      </span>
      {matching && !all.on && matching.value > selected.length && (
        <Button size="small" variant="ghost" onClick={() => all.setOn(true)}>
          Select all {words(matching)} matching
        </Button>
      )}
      {busy ? (
        <div className="w-48">
          <ProgressBar label="Working" value={done} total={selected.length} />
        </div>
      ) : (
        OFFERED.filter((type) => allowed.includes(type) && (type !== 'handle' || ending === 'handle')).map((type) => (
          <Button key={type} size="small" onClick={() => ask(type)}>
            {type === 'accept' ? 'Accept risk until' : ACTION_LABELS[type]}
          </Button>
        ))
      )}
      {!busy && allowed.length === 0 && (
        <span className="text-muted">Your role or teams allow no change to these.</span>
      )}
      {results && !busy && (
        <Button size="small" variant="ghost" onClick={() => setListed(true)}>
          {results.length - failed} done{failed > 0 && `, ${failed} not done`}: results
        </Button>
      )}
      {all.jobId !== null && <BulkJob key={all.jobId} jobId={all.jobId} all={all} />}
      <span className="ml-auto">
        <IconButton label="Clear the selection" size="small" keys="escape" onClick={clear}>
          <X aria-hidden="true" />
        </IconButton>
      </span>
      {listed && results && <BulkResults results={results} onClose={() => setListed(false)} />}
    </section>
  )
}

/** A job goes on when its selection is gone. */
function JobBar({ all }: { all: AllMatching }) {
  return (
    <section
      aria-label="Bulk action"
      className="sticky bottom-0 z-30 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-line-strong border-t bg-raised px-4 py-2 text-sm print:hidden"
    >
      {all.jobId !== null && <BulkJob key={all.jobId} jobId={all.jobId} all={all} />}
    </section>
  )
}

function words({ value, bounded }: IssuePage['total']): string {
  return `${value.toLocaleString('en-GB')}${bounded ? '+' : ''}`
}
