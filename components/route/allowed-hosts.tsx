'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { routeKeys } from '../../lib/client/query-keys.ts'
import { allowedHostsOptions } from '../../lib/client/routes.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { AllowedHost } from '../../lib/contract/allowed-hosts.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Loaded } from '../settings/loaded.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'

/** Hosts inside the network that routes may call; an administrator's decision each. */
export function AllowedHosts({ mayAllow }: { mayAllow: boolean }) {
  const hosts = useQuery(allowedHostsOptions)
  const remove = useChange((id: number) => send('DELETE', `/api/v1/allowed-hosts/${id}`), {
    changes: [routeKeys.hosts],
  })
  return (
    <Section
      title="Allowed hosts"
      note="Routes call public addresses over https only, and follow no redirect. A host that is listed here may be called all the same."
    >
      {mayAllow && <AllowHost />}
      <ChangeError error={remove.error} />
      <Loaded what="the allowed hosts" read={hosts}>
        {({ rows }) => (
          <FactsTable
            caption="Hosts that may be called"
            rows={rows}
            rowKey={(host) => host.id}
            empty="None: no private address is called."
            columns={[
              {
                heading: 'Host',
                cell: ({ host }) => <span className="font-mono [overflow-wrap:anywhere]">{host}</span>,
              },
              { heading: 'Reason', cell: ({ reason }) => <span className="[overflow-wrap:anywhere]">{reason}</span> },
              {
                heading: 'By',
                cell: ({ createdBy }) => createdBy ?? <span className="text-faint">somebody who left</span>,
              },
              { heading: 'Since', cell: ({ createdAt }) => <Time at={createdAt} as="day" /> },
              ...(mayAllow
                ? [
                    {
                      heading: 'Action',
                      cell: (host: AllowedHost) => (
                        <Button size="small" onClick={() => remove.mutate(host.id)} aria-label={`Remove ${host.host}`}>
                          Remove
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}

function AllowHost() {
  const [host, setHost] = useState('')
  const [reason, setReason] = useState('')
  const allow = useChange(() => send<AllowedHost>('POST', '/api/v1/allowed-hosts', { host, reason }), {
    changes: [routeKeys.hosts],
    done: () => {
      setHost('')
      setReason('')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!allow.isPending) allow.mutate(undefined)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <ChangeError error={allow.error} />
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-64 max-w-full">
          <Field label="Host name or address">
            <Input mono value={host} onChange={(event) => setHost(event.target.value)} required maxLength={253} />
          </Field>
        </div>
        <div className="w-80 max-w-full">
          <Field label="Reason">
            <Input value={reason} onChange={(event) => setReason(event.target.value)} required maxLength={500} />
          </Field>
        </div>
        <Button type="submit" busy={allow.isPending}>
          Allow this host
        </Button>
      </div>
    </form>
  )
}
