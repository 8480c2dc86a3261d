'use client'

import { useMutation } from '@tanstack/react-query'
import { get } from '../../lib/client/api.ts'
import { Button } from '../ui/button.tsx'
import { Callout } from '../ui/callout.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ChangeError } from './change-error.tsx'

interface Verification {
  rows: number
  brokenAt: number | null
  headHash: string
}

/** Recomputes the chain when asked: it reads every row. */
export function AuditVerification() {
  const check = useMutation({ mutationFn: () => get<Verification>('/api/v1/audit/verification') })
  return (
    <div className="flex flex-col gap-3">
      <div>
        <Button onClick={() => check.mutate()} busy={check.isPending}>
          {check.isPending ? 'Checking every row' : 'Check the chain'}
        </Button>
      </div>
      <ChangeError error={check.error} />
      <div role="status">{check.data && <Outcome {...check.data} />}</div>
    </div>
  )
}

function Outcome({ rows, brokenAt, headHash }: Verification) {
  if (brokenAt !== null) {
    return (
      <Callout tone="danger" title={`The chain breaks at row ${brokenAt.toLocaleString('en-GB')}`}>
        This row, or the one before it, is not what was written. Keep a copy of the database and compare it with a
        backup.
      </Callout>
    )
  }
  return (
    <Callout tone="ok" title={`All ${rows.toLocaleString('en-GB')} rows fit`}>
      <p>
        The chain ends in <code className="font-mono text-xs [overflow-wrap:anywhere]">{headHash}</code>{' '}
        <CopyButton text={headHash} label="Copy the hash" />
      </p>
      <p className="text-muted">
        Keep this hash somewhere else. A chain that was replaced as a whole would end in another one.
      </p>
    </Callout>
  )
}
