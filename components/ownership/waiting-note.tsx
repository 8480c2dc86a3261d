'use client'

import { useQuery } from '@tanstack/react-query'
import { waitingOptions } from '../../lib/client/ownership.ts'
import { parseIssueSearch } from '../../lib/domain/issue-search.ts'

const MINE = 'is:open waiting:mine'

/**
 * How many issues a person's workloads inherit from base images of other teams: theirs to wait for, not to mend. In such a
 * list it says what the list is. Nothing while there are none.
 */
export function WaitingNote({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const isWaiting = parseIssueSearch(text).filter.waiting.length > 0
  const { data } = useQuery({ ...waitingOptions(MINE), enabled: !isWaiting })
  if (isWaiting)
    return (
      <p className="px-4 pb-1 text-muted text-xs">
        Waiting for base image: these belong to the team of the base image, and go when you rebuild on the version that
        it mends.
      </p>
    )
  const total = data?.total
  if (!total || total.value === 0) return null
  return (
    <p className="px-4 pb-1 text-muted text-xs">
      <button type="button" className="underline underline-offset-4" onClick={() => onChange(MINE)}>
        {total.value.toLocaleString('en-GB')}
        {total.bounded && '+'} {total.value === 1 ? 'issue waits' : 'issues wait'} for the owner of your base image
      </button>
    </p>
  )
}
