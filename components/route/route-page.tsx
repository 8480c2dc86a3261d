'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { routeKeys } from '../../lib/client/query-keys.ts'
import { routeOptions, routeProvidersOptions } from '../../lib/client/routes.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { Route } from '../../lib/contract/routes.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Loaded } from '../settings/loaded.tsx'
import { Button } from '../ui/button.tsx'
import { Callout } from '../ui/callout.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { DeadLetters } from './dead-letters.tsx'
import { RouteDeliveries } from './route-deliveries.tsx'
import { type EditorLimits, RouteEditor } from './route-editor.tsx'
import { RouteState } from './route-state.tsx'

/** One route: how it fares, its settings, and what it sent. */
export function RoutePage({ id, limits }: { id: number; limits: EditorLimits }) {
  const route = useQuery(routeOptions(id))
  const providers = useQuery(routeProvidersOptions)
  return (
    <>
      <p className="py-2 text-sm">
        <Link href="/settings/routes" className="text-accent underline-offset-2 hover:underline">
          All routes
        </Link>
      </p>
      <Loaded what="the route" read={route}>
        {(found) => (
          <>
            <Fares route={found} />
            {found.mayManage && (
              <Loaded what="the kinds of channels" read={providers}>
                {({ rows }) => <RouteEditor key={found.version} route={found} providers={rows} limits={limits} />}
              </Loaded>
            )}
            <RouteDeliveries routeId={id} />
            <DeadLetters routeId={id} />
          </>
        )}
      </Loaded>
    </>
  )
}

/** A new route. */
export function NewRoute({ limits }: { limits: EditorLimits }) {
  const providers = useQuery(routeProvidersOptions)
  return (
    <Loaded what="the kinds of channels" read={providers}>
      {({ rows }) => <RouteEditor route={null} providers={rows} limits={limits} />}
    </Loaded>
  )
}

function Fares({ route }: { route: Route }) {
  const [leaving, setLeaving] = useState(false)
  const resume = useChange(() => send<Route>('POST', `/api/v1/routes/${route.id}/resume`), { changes: [routeKeys.all] })
  const { paused, label } = route.endpoint
  return (
    <Section title={route.name} note={<RouteState route={route} />}>
      <p className="text-muted text-sm">
        To <span className="font-mono [overflow-wrap:anywhere]">{label}</span>
        {route.waiting > 0 && ` · ${route.waiting} waiting`}
      </p>
      {paused && (
        <Callout tone="danger" title="Nothing is sent to this endpoint until it answers again">
          <p>{paused.reason}</p>
          <p className="text-muted">
            Paused <Time at={paused.since} />; the next try by itself is <Time at={paused.nextTryAt} />.
          </p>
          {route.mayManage && (
            <Button size="small" busy={resume.isPending} onClick={() => resume.mutate(undefined)} className="mt-2">
              Resume now
            </Button>
          )}
        </Callout>
      )}
      <ChangeError error={resume.error} />
      {route.mayManage && (
        <div>
          <Button onClick={() => setLeaving(true)}>Delete the route</Button>
        </div>
      )}
      <DeleteRoute route={route} open={leaving} onClose={() => setLeaving(false)} />
    </Section>
  )
}

function DeleteRoute({ route, open, onClose }: { route: Route; open: boolean; onClose: () => void }) {
  const router = useRouter()
  const remove = useChange(() => send('DELETE', `/api/v1/routes/${route.id}`), {
    changes: [routeKeys.list, routeKeys.deadLetters],
    done: () => router.push('/settings/routes'),
  })
  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => !stays && onClose()}
      title={`Delete ${route.name}?`}
      description="What waits to be sent and the record of its deliveries go with it. Tickets that it made stay where they are."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate(undefined)}>
            Delete the route
          </Button>
        </>
      }
    >
      <ChangeError error={remove.error} />
    </Dialog>
  )
}
