'use client'

import { send } from '../../../lib/client/api.ts'
import { issueKeys } from '../../../lib/client/query-keys.ts'
import { useChange } from '../../../lib/client/use-change.ts'
import type { IssueStatement, StatementChange } from '../../../lib/contract/statements.ts'
import { speakerOf } from '../../../lib/domain/vex-words.ts'
import { notify } from '../../ui/toaster.tsx'
import { ReasonDialog } from '../actions/reason-dialog.tsx'

/** Asks why a statement is to be revoked or restored, and does it. */
export function StatementDialog({
  statement,
  subject,
  onClose,
}: {
  statement: IssueStatement
  subject: string
  onClose: () => void
}) {
  const verb = statement.revoked ? 'restore' : 'revoke'
  const speaker = speakerOf(statement)
  const change = useChange(
    (reason: string) => send<StatementChange>('POST', `/api/v1/statements/${statement.id}/${verb}`, { reason }),
    {
      changes: [issueKeys.all],
      done: () => notify({ title: verb === 'revoke' ? 'Statement revoked' : 'Statement restored', detail: speaker }),
    },
  )
  const hints = {
    revoke: 'Every issue that is dismissed by this statement alone is open again. It can be restored.',
    restore: 'It dismisses issues again, except for those that a person opened.',
  }
  return (
    <ReasonDialog
      title={verb === 'revoke' ? `Revoke the statement of ${speaker}` : `Restore the statement of ${speaker}`}
      subject={subject}
      label="Why?"
      hint={hints[verb]}
      button={verb === 'revoke' ? 'Revoke' : 'Restore'}
      danger={verb === 'revoke'}
      asking={{ close: onClose, busy: change.isPending, error: change.error }}
      onSubmit={(reason) =>
        change.mutateAsync(reason).then(
          () => true,
          // The dialog stays and says why.
          () => false,
        )
      }
    />
  )
}
