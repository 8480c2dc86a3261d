'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { routeProvidersOptions, routesOptions } from '../../lib/client/routes.ts'
import type { Route } from '../../lib/contract/routes.ts'
import { Loaded } from '../settings/loaded.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { RouteState } from './route-state.tsx'
import { rhythmWords } from './timing-words.ts'

/** Every route that the reader may see, with how it fares. */
export function RoutesList({ mayManage }: { mayManage: boolean }) {
  const routes = useQuery(routesOptions)
  const providers = useQuery(routeProvidersOptions)
  const labelOf = (name: string) => providers.data?.rows.find((provider) => provider.name === name)?.label ?? name
  return (
    <Section title="Routes" note="What happens is told where people work: in a channel, by mail, as a ticket.">
      {mayManage && (
        <div>
          <ButtonLink href="/settings/routes/new" variant="primary">
            New route
          </ButtonLink>
        </div>
      )}
      <Loaded what="the routes" read={routes}>
        {({ rows }) => (
          <FactsTable
            caption="Routes and how they fare"
            rows={rows}
            rowKey={(route) => route.id}
            empty="There is no route yet. Until there is one, issues are told of in the browser only."
            columns={[
              { heading: 'Name', cell: (route) => <Name route={route} /> },
              { heading: 'State', cell: (route) => <RouteState route={route} /> },
              { heading: 'To', cell: (route) => labelOf(route.provider) },
              { heading: 'Of', cell: (route) => route.team?.name ?? 'every team' },
              { heading: 'When', cell: (route) => rhythmWords(route.timing) },
              {
                heading: 'Last try',
                cell: (route) => (route.last ? <Time at={route.last.at} /> : <span className="text-faint">never</span>),
              },
              {
                heading: 'Waiting',
                numeric: true,
                cell: (route) => (
                  <DefinedNumber
                    value={route.waiting}
                    definition="Messages that wait to be sent, counted up to 1,000"
                  />
                ),
              },
              {
                heading: 'Given up',
                numeric: true,
                cell: (route) => (
                  <DefinedNumber
                    value={route.dead}
                    definition="Messages that were given up and can be sent again, counted up to 1,000"
                  />
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}

function Name({ route }: { route: Route }) {
  return (
    <Link
      href={`/settings/routes/${route.id}`}
      className="block min-w-40 text-accent underline-offset-2 [overflow-wrap:anywhere] hover:underline"
    >
      {route.name}
    </Link>
  )
}
