'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { peopleKeys } from '../../lib/client/query-keys.ts'
import { invitationsOptions } from '../../lib/client/settings.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { Invitation } from '../../lib/contract/people.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { notify } from '../ui/toaster.tsx'
import { ChangeError } from './change-error.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { Loaded } from './loaded.tsx'

/** Invitations that are open, and a new one. */
export function Invitations() {
  const invitations = useQuery(invitationsOptions)
  const [inviting, setInviting] = useState(false)
  const revoke = useChange((invitation: Invitation) => send<void>('DELETE', `/api/v1/invitations/${invitation.id}`), {
    changes: [peopleKeys.invitations],
    done: () => notify({ title: 'Invitation taken back' }),
  })
  return (
    <Section title="Invitations" note="Plimsoll sends no mail: you pass the link on.">
      <div>
        <Button variant="primary" onClick={() => setInviting(true)}>
          Invite somebody
        </Button>
      </div>
      <ChangeError error={revoke.error} />
      <Loaded what="the invitations" read={invitations}>
        {({ rows }) => (
          <FactsTable
            caption="Open invitations"
            rows={rows}
            rowKey={(row) => row.id}
            empty="No invitation is open."
            columns={[
              {
                heading: 'For',
                cell: (row) => (
                  <span className="block min-w-40 [overflow-wrap:anywhere]">
                    {row.email ?? 'the first administrator'}
                  </span>
                ),
              },
              { heading: 'To', cell: (row) => (row.purpose === 'join' ? 'join' : 'choose a new password') },
              { heading: 'Role', cell: (row) => row.role },
              {
                heading: 'Teams',
                cell: ({ teams }) =>
                  teams.map((team) => team.name).join(', ') || <span className="text-faint">none</span>,
              },
              { heading: 'Expires', cell: (row) => <Time at={row.expiresAt} /> },
              {
                heading: 'Action',
                cell: (row) => (
                  <Button size="small" onClick={() => revoke.mutate(row)} busy={revoke.isPending}>
                    Take back
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Section>
  )
}
