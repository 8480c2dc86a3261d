'use client'

import { X } from 'lucide-react'
import { useState } from 'react'
import type { IssueRow } from '../../../lib/contract/issues.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { ACTION_LABELS, endingOf } from '../actions/action-words.ts'
import type { useBulkActions } from '../actions/use-bulk-actions.ts'
import { BulkResults } from './bulk-results.tsx'

const OFFERED = ['handle', 'assign', 'team', 'accept', 'dismiss'] as const

/** What can be done to the selected issues together, how far it is, and how it went. */
export function BulkBar({
  selected,
  actions,
  onClear,
}: {
  selected: readonly IssueRow[]
  actions: ReturnType<typeof useBulkActions>
  onClear: () => void
}) {
  const [listed, setListed] = useState(false)
  const { results, busy, done, allowed, ask, forget } = actions
  if (selected.length === 0) return null
  const kinds = selected.map(({ kind }) => kind)
  const ending = endingOf(kinds, allowed)
  const failed = results?.filter((item) => !item.ok).length ?? 0
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
        {selected.length.toLocaleString('en-GB')} selected
      </span>
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
      <span className="ml-auto">
        <IconButton label="Clear the selection" size="small" keys="escape" onClick={clear}>
          <X aria-hidden="true" />
        </IconButton>
      </span>
      {listed && results && <BulkResults results={results} onClose={() => setListed(false)} />}
    </section>
  )
}
