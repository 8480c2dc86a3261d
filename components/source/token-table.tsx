'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { tokenKeys } from '../../lib/client/query-keys.ts'
import { teamsOptions } from '../../lib/client/settings.ts'
import { tokensOptions } from '../../lib/client/sources.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { IngestToken } from '../../lib/contract/tokens.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { useNow } from '../ui/clock.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Time } from '../ui/time.tsx'
import { TokenDialog } from './token-dialog.tsx'

/** Ingest tokens: who may deliver what, since when it was used, and the ways to make and revoke one. */
export function TokenTable({ mayManage }: { mayManage: boolean }) {
  const tokens = useQuery({ ...tokensOptions, enabled: mayManage })
  const teams = useQuery(teamsOptions)
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<IngestToken | null>(null)
  const now = useNow()
  if (!mayManage) {
    return (
      <Section title="Tokens">
        <p className="text-muted text-sm">
          Administrators and the security team make the tokens that tools deliver with.
        </p>
      </Section>
    )
  }
  return (
    <Section
      title="Tokens"
      note={
        <Button size="small" onClick={() => setMaking(true)}>
          New token
        </Button>
      }
    >
      {tokens.error ? (
        <ErrorState what="the tokens" error={tokens.error} onRetry={tokens.refetch} />
      ) : !tokens.data ? (
        <SkeletonLines label="Loading the tokens" />
      ) : (
        <FactsTable
          caption="Ingest tokens"
          rows={tokens.data.rows}
          rowKey={(token) => token.id}
          empty="There is no token yet. Every source needs one."
          columns={[
            { heading: 'Name', cell: (token) => token.name },
            { heading: 'Token', cell: ({ prefix }) => <code className="font-mono text-xs">{prefix}…</code> },
            { heading: 'May deliver', cell: ({ kinds }) => kinds.join(', ') },
            { heading: 'Cluster', cell: ({ cluster }) => cluster?.name ?? <span className="text-muted">any</span> },
            { heading: 'Team', cell: ({ team }) => team?.name ?? <span className="text-muted">none</span> },
            {
              heading: 'Last used',
              cell: ({ lastUsedAt }) =>
                lastUsedAt ? <Time at={lastUsedAt} /> : <span className="text-muted">never</span>,
            },
            { heading: 'Expires', cell: ({ expiresAt }) => <Time at={expiresAt} /> },
            { heading: 'State', cell: (token) => <TokenState token={token} now={now} onRevoke={setRevoking} /> },
          ]}
        />
      )}
      {making && <TokenDialog teams={teams.data?.rows ?? []} onClose={() => setMaking(false)} />}
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />}
    </Section>
  )
}

function TokenState({
  token,
  now,
  onRevoke,
}: {
  token: IngestToken
  now: number
  onRevoke: (token: IngestToken) => void
}) {
  if (token.revokedAt) return <Badge>revoked</Badge>
  if (Date.parse(token.expiresAt) <= now) return <Badge tone="warn">expired</Badge>
  return (
    <Button size="small" variant="ghost" onClick={() => onRevoke(token)} aria-label={`Revoke ${token.name}`}>
      Revoke
    </Button>
  )
}

function RevokeDialog({ token, onClose }: { token: IngestToken; onClose: () => void }) {
  const revoke = useChange(() => send<void>('DELETE', `/api/v1/tokens/${token.id}`), {
    changes: [tokenKeys.all],
    done: onClose,
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke “${token.name}”?`}
      description="Whatever delivers with it is refused within seconds. This cannot be undone."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate(undefined)}>
            Revoke the token
          </Button>
        </>
      }
    >
      <ChangeError error={revoke.error} />
    </Dialog>
  )
}
