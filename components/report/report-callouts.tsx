'use client'

import type { ReactNode } from 'react'
import { send } from '../../lib/client/api.ts'
import { reportKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { ReportDetail } from '../../lib/contract/reports.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { Callout } from '../ui/callout.tsx'

/** That a report changes nothing, and whether it would wait for a person if it did. */
export function Preview({ report: { status, summary } }: { report: ReportDetail }) {
  if (status === 'received') return <Callout title="This is a preview: it will change nothing" />
  return (
    <Callout tone={summary?.wouldWait ? 'warn' : 'info'} title="This is a preview: it changed nothing">
      <p className="text-muted">
        It says what the report would have changed at that moment. Send it without preview to make it so.
      </p>
      {summary?.wouldWait && <p>The report itself would wait for a person: {summary.wouldWait}</p>}
    </Callout>
  )
}

/** Why a report waits for a person, and what that person can do. */
export function Decide({
  report,
  mayDecide,
  title,
  verb,
  children,
}: {
  report: ReportDetail
  mayDecide: boolean
  title: string
  verb: 'retry' | 'confirm'
  children: ReactNode
}) {
  const decide = useChange(() => send<ReportDetail>('POST', `/api/v1/reports/${report.id}/${verb}`), {
    changes: [reportKeys.all],
  })
  const { problem } = report
  return (
    <Callout tone={verb === 'retry' ? 'danger' : 'warn'} title={title}>
      <div className="flex flex-col gap-2">
        {problem && (
          <p className="[overflow-wrap:anywhere]">
            {problem.message}
            {problem.offset !== null && <> (byte {problem.offset.toLocaleString('en-GB')})</>}
          </p>
        )}
        <p className="text-muted">{children}</p>
        <ChangeError error={decide.error} />
        {!report.stored ? (
          <p className="text-muted">Its bytes are no longer kept; send it again.</p>
        ) : mayDecide ? (
          <div>
            <Button busy={decide.isPending} onClick={() => decide.mutate(undefined)}>
              {verb === 'retry' ? 'Retry' : 'Confirm and process'}
            </Button>
          </div>
        ) : (
          <p className="text-muted">The security team or an administrator can {verb} it.</p>
        )}
      </div>
    </Callout>
  )
}
