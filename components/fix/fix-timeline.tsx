import type { FixDetail } from '../../lib/contract/fixes.ts'
import { Time } from '../ui/time.tsx'

/** What people said and what the evidence showed, the newest first. */
export function FixTimeline({ timeline }: { timeline: FixDetail['timeline'] }) {
  return (
    <ol className="flex flex-col gap-1.5 text-sm">
      {timeline.map(({ at, type, by, text }) => (
        <li key={`${at} ${type} ${text}`} className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 max-sm:grid-cols-1">
          <span className="text-muted">
            <Time at={at} />
          </span>
          <span className="[overflow-wrap:anywhere]">
            {text}
            {by ? <span className="text-muted"> · {by.name}</span> : <span className="text-muted"> · by evidence</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
