'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import type { IssueStatement } from '../../../lib/contract/statements.ts'
import { justificationWords, speakerOf, statusWords } from '../../../lib/domain/vex-words.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Time } from '../../ui/time.tsx'
import { Rest } from './issue-versions.tsx'
import { effectWords, productWords } from './statement-words.ts'

// Loaded when it is first asked for: most visits only read.
const StatementDialog = dynamic(() => import('./statement-dialog.tsx').then((module) => module.StatementDialog), {
  ssr: false,
})

const TONES: Record<IssueStatement['status'], Tone> = {
  not_affected: 'ok',
  fixed: 'ok',
  affected: 'danger',
  under_investigation: 'warn',
}

/** What others state about the issue (VEX), what it comes to, and how to take it out of force. */
export function IssueStatements({ issue: { title, statements } }: { issue: IssueDetail }) {
  const [asked, setAsked] = useState<IssueStatement | null>(null)
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col">
        {statements.rows.map((statement) => (
          <StatementRow
            key={statement.id}
            statement={statement}
            onAsk={statements.mayRevoke && statement.supersededAt === null ? () => setAsked(statement) : null}
          />
        ))}
      </ul>
      <Rest shown={statements.rows.length} total={statements.total} what="statements" />
      {asked && <StatementDialog statement={asked} subject={title} onClose={() => setAsked(null)} />}
    </div>
  )
}

function StatementRow({ statement, onAsk }: { statement: IssueStatement; onAsk: (() => void) | null }) {
  const { status, justification, statedAt, document, reportId, revoked } = statement
  const speaker = speakerOf(statement)
  const verb = revoked ? 'Restore' : 'Revoke'
  const isOver = revoked !== null || statement.supersededAt !== null
  const words = [justificationWords(justification), statement.statement].filter((one) => one !== '')
  return (
    <li className="flex flex-col gap-1 border-line border-b py-2 text-sm last:border-b-0">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={isOver ? 'neutral' : TONES[status]}>{statusWords(status)}</Badge>
        <span className="font-medium [overflow-wrap:anywhere]">{speaker}</span>
        <span className="text-muted">
          <Time at={statedAt} />
        </span>
        {document && statement.author && (
          <span className="min-w-0 max-w-full text-muted text-xs">
            <MiddleTruncate text={document} tail={16} mono />
          </span>
        )}
        {reportId && (
          <Link href={`/sources/reports/${reportId}`} className="text-xs underline underline-offset-4">
            Report
          </Link>
        )}
        {onAsk && (
          <span className="ml-auto print:hidden">
            <Button size="small" variant="ghost" onClick={onAsk} aria-label={`${verb} the statement of ${speaker}`}>
              {verb}
            </Button>
          </span>
        )}
      </div>
      {words.length > 0 && (
        <p className="max-w-[88ch] whitespace-pre-line [overflow-wrap:anywhere]">{words.join(': ')}</p>
      )}
      <p className="text-muted [overflow-wrap:anywhere]">About {productWords(statement.product)}</p>
      <p className="max-w-[88ch] [overflow-wrap:anywhere]">
        {effectWords(statement)}
        {revoked && (
          <>
            {' '}
            Revoked by {revoked.by?.name ?? 'somebody whose account is gone'} <Time at={revoked.at} />: {revoked.reason}
          </>
        )}
      </p>
    </li>
  )
}
