'use client'

import { useState } from 'react'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Button } from '../../ui/button.tsx'
import { LaneMark } from './lane-mark.tsx'
import { TimelineRow } from './timeline-row.tsx'
import { foldTimeline, LANES } from './timeline-view.ts'

/** One story across the stages, oldest first, a lane for each; the middle of a long one is shown on demand. */
export function IssueTimeline({
  timeline: { items, bounded },
  compact = false,
}: {
  timeline: IssueDetail['timeline']
  compact?: boolean
}) {
  const [whole, setWhole] = useState(false)
  const folded = foldTimeline(items, compact ? 1 : 4, compact ? 6 : 20)
  const { first, hidden, last } = whole ? foldTimeline(items, items.length, 0) : folded
  if (items.length === 0) return <p className="text-muted text-sm">Nothing is recorded yet.</p>
  return (
    <div className="flex flex-col">
      <ul aria-label="Lanes" className="flex flex-wrap gap-x-4 gap-y-1 pb-1 text-muted text-xs">
        {LANES.map((lane) => (
          <li key={lane} className="inline-flex items-center gap-1.5">
            <LaneMark lane={lane} />
            {lane === 'people' ? 'people and Plimsoll' : lane}
          </li>
        ))}
      </ul>
      {bounded && (
        <p className="py-1 text-muted text-xs">Older steps are left out: only the newest are kept at hand.</p>
      )}
      <ol>
        {first.map((item) => (
          <TimelineRow key={item.key} item={item} />
        ))}
      </ol>
      {hidden > 0 && (
        <div className="py-1 print:hidden">
          <Button size="small" onClick={() => setWhole(true)}>
            Show {hidden.toLocaleString('en-GB')} steps in between
          </Button>
        </div>
      )}
      {last.length > 0 && (
        <ol start={items.length - last.length + 1}>
          {last.map((item) => (
            <TimelineRow key={item.key} item={item} />
          ))}
        </ol>
      )}
    </div>
  )
}
