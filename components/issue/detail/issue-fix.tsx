import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Unknown } from '../../ui/unknown.tsx'

/** What to change, to copy where that is known, and what would make it more exact. */
export function IssueFix({ issue: { fixChange } }: { issue: IssueDetail }) {
  const { known, title, change, unknown } = fixChange
  return (
    <div className="flex max-w-[88ch] flex-col gap-2 text-sm">
      <p className="[overflow-wrap:anywhere]">{known ? title : <Unknown>{title}</Unknown>}</p>
      {change && <CodeBlock code={change.text} label={change.language === 'text' ? 'command' : change.language} />}
      {unknown.map((what) => (
        <p key={what}>
          <Unknown>{what}</Unknown>
        </p>
      ))}
    </div>
  )
}
