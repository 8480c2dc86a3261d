'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { routesOptions } from '../../lib/client/routes.ts'
import { useChange } from '../../lib/client/use-change.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { notify } from '../ui/toaster.tsx'

/** Sends a fix over a route; nothing where there is no route that is switched on. */
export function SendFix({ fixId }: { fixId: number }) {
  const routes = useQuery(routesOptions).data?.rows.filter(({ enabled }) => enabled) ?? []
  const [routeId, setRouteId] = useState<string | null>(null)
  const chosen = routes.find(({ id }) => String(id) === routeId) ?? routes[0]
  const change = useChange((id: number) => send('POST', `/api/v1/fixes/${fixId}/send`, { routeId: id }), {
    changes: [],
    done: () => notify({ title: `Sent to ${chosen?.name}`, detail: 'A ticket that it makes is linked here.' }),
  })
  if (!chosen) return null
  return (
    <div className="flex flex-col gap-2 print:hidden">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          className="w-64 max-w-full"
          label="Route to send this fix over"
          options={routes.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={String(chosen.id)}
          onChange={setRouteId}
        />
        <Button busy={change.isPending} onClick={() => change.mutate(chosen.id)}>
          Send this fix
        </Button>
      </div>
      <ChangeError error={change.error} />
    </div>
  )
}
