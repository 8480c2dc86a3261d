'use client'

import { useQuery } from '@tanstack/react-query'
import { deliveriesOptions } from '../../lib/client/routes.ts'
import type { RouteDelivery } from '../../lib/contract/route-deliveries.ts'
import { Loaded } from '../settings/loaded.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { Badge } from '../ui/badge.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'

/** Every attempt of a route, newest first. */
export function RouteDeliveries({ routeId }: { routeId: number }) {
  const deliveries = useQuery(deliveriesOptions(routeId))
  return (
    <Section title="Deliveries" note="The last 200 attempts of 30 days.">
      <Loaded what="the deliveries" read={deliveries}>
        {({ rows }) => (
          <FactsTable
            caption="Attempts"
            rows={rows}
            rowKey={(delivery) => delivery.id}
            empty="Nothing was sent yet."
            columns={[
              { heading: 'When', cell: (delivery) => <Time at={delivery.at} /> },
              { heading: 'Outcome', cell: (delivery) => <Outcome delivery={delivery} /> },
              {
                heading: 'Message',
                cell: ({ title }) => <span className="block min-w-48 [overflow-wrap:anywhere]">{title}</span>,
              },
              { heading: 'Try', numeric: true, cell: ({ attempt }) => attempt },
              {
                heading: 'What it said',
                cell: ({ detail }) => <span className="block min-w-48 [overflow-wrap:anywhere]">{detail}</span>,
              },
              {
                heading: 'Took',
                numeric: true,
                cell: ({ tookMs }) => <span className="whitespace-nowrap">{tookMs} ms</span>,
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}

function Outcome({ delivery }: { delivery: RouteDelivery }) {
  if (!delivery.ok) return <Badge tone="danger">{delivery.test ? 'Test failed' : 'Failed'}</Badge>
  return <Badge tone="ok">{delivery.test ? 'Test arrived' : 'Arrived'}</Badge>
}
