import Link from 'next/link'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { FixProgress } from '../../fix/fix-progress.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Unknown } from '../../ui/unknown.tsx'

/** What to change, to copy where that is known, with the fix that does it together with others. */
export function IssueFix({ issue: { fixChange, inFix } }: { issue: Pick<IssueDetail, 'fixChange' | 'inFix'> }) {
  const { known, title, change, unknown } = fixChange
  return (
    <div className="flex max-w-[88ch] flex-col gap-2 text-sm">
      <p className="[overflow-wrap:anywhere]">
        {inFix ? (
          <Link href={`/fixes/${inFix.id}`} className="underline">
            {title}
          </Link>
        ) : known ? (
          title
        ) : (
          <Unknown>{title}</Unknown>
        )}
      </p>
      {change && <CodeBlock code={change.text} label={change.language === 'text' ? 'command' : change.language} />}
      {inFix && (
        <p className="flex flex-wrap items-center gap-x-3 text-muted">
          <FixProgress fix={inFix} />
          <span>{together(inFix)}</span>
        </p>
      )}
      {unknown.map((what) => (
        <p key={what}>
          <Unknown>{what}</Unknown>
        </p>
      ))}
    </div>
  )
}

function together({ closedIt, issues, effort }: NonNullable<IssueDetail['inFix']>): string {
  if (closedIt) return 'This change closed it.'
  const others = issues - 1
  const what = others <= 0 ? 'It closes this issue' : `It closes this and ${others.toLocaleString('en-GB')} more`
  return `${what}. ${effort.why}`
}
