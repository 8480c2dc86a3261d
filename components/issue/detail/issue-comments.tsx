import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Time } from '../../ui/time.tsx'
import { foldTimeline } from '../timeline/timeline-view.ts'

/** What people wrote about it, oldest first. The texts are theirs: shown as text. */
export function IssueComments({ issue: { timeline, allowed } }: { issue: IssueDetail }) {
  const comments = timeline.items.filter(({ type }) => type === 'comment')
  if (comments.length === 0) {
    return (
      <p className="text-muted text-sm">
        Nobody wrote anything yet.{allowed.includes('comment') && ' The button for it is at the top.'}
      </p>
    )
  }
  return (
    <ul className="flex max-w-[88ch] flex-col gap-3 text-sm">
      {foldTimeline(comments, comments.length, 0).first.map((comment) => (
        <li key={comment.key}>
          <p className="text-muted text-xs">
            <span className="font-medium text-ink">{comment.by}</span> <Time at={comment.at} />
          </p>
          <p className="whitespace-pre-line [overflow-wrap:anywhere]">{comment.detail}</p>
        </li>
      ))}
    </ul>
  )
}
