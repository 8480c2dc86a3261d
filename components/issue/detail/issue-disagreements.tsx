import { Scale } from 'lucide-react'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { Time } from '../../ui/time.tsx'

type Disagreement = IssueDetail['disagreements'][number]

/** Where tools that looked at the same thing say different things, each in one plain line. */
export function IssueDisagreements({ disagreements }: Pick<IssueDetail, 'disagreements'>) {
  if (disagreements.length === 0) return null
  return (
    <ul aria-label="Where sources disagree" className="flex flex-col gap-1 text-sm">
      {disagreements.map((disagreement) => (
        <li key={`${disagreement.subject} ${disagreement.about}`} className="flex gap-2">
          <Scale className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden="true" />
          <Line {...disagreement} />
        </li>
      ))}
    </ul>
  )
}

function Line({ subject, said }: Disagreement) {
  return (
    <span className="min-w-0 [overflow-wrap:anywhere]">
      {said.map(({ source, says, scannedAt }, index) => (
        <span key={source}>
          {index > 0 && ', '}
          <span className="font-medium">{source}</span> {says} (scanned <Time at={scannedAt} />)
        </span>
      ))}{' '}
      <span className="text-muted">
        in <Subject subject={subject} />
      </span>
    </span>
  )
}

function Subject({ subject }: { subject: string }) {
  if (!/^sha256:[0-9a-f]{64}$/.test(subject)) return subject
  return (
    <code title={subject} className="font-mono text-xs">
      {subject.slice(0, 19)}…
    </code>
  )
}
