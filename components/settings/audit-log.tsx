'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { auditOptions } from '../../lib/client/settings.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { LoadMore } from '../table/load-more.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { AuditVerification } from './audit-verification.tsx'
import { Loaded } from './loaded.tsx'

/** Who did what, newest first, with the check of its hash chain. */
export function AuditLog() {
  const log = useInfiniteQuery(auditOptions)
  return (
    <>
      <Section
        title="Hash chain"
        note="Each row’s hash covers the row before it, so a row that was changed or removed is found."
      >
        <AuditVerification />
      </Section>
      <Section title="Who did what" note="Newest first. Rows are added only; nobody can change one here.">
        <Loaded what="the audit log" read={log}>
          {({ pages }) => (
            <FactsTable
              caption="Audit log"
              rows={pages.flatMap((page) => page.rows)}
              rowKey={(row) => row.seq}
              empty="Nothing has been done yet."
              columns={[
                { heading: 'No.', numeric: true, cell: (row) => row.seq },
                { heading: 'When', cell: (row) => <Time at={row.at} as="moment" /> },
                {
                  heading: 'Who',
                  cell: ({ actor }) => (
                    <span title={actor.id}>
                      {actor.name}
                      {actor.type !== 'user' && <span className="text-muted"> ({actor.type})</span>}
                    </span>
                  ),
                },
                { heading: 'What', cell: (row) => <code className="font-mono text-xs">{row.action}</code> },
                {
                  heading: 'Of',
                  cell: ({ target }) => (
                    <span className="flex w-60 min-w-0 gap-1.5">
                      <span className="shrink-0">{target.type}</span>
                      <MiddleTruncate mono text={target.id} />
                    </span>
                  ),
                },
                {
                  heading: 'Details',
                  cell: (row) => (
                    <span className="block min-w-48 max-w-md font-mono text-muted text-xs [overflow-wrap:anywhere]">
                      {detailsOf(row.data)}
                    </span>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
        {log.data && (
          <LoadMore
            has={log.hasNextPage}
            loading={log.isFetchingNextPage}
            failed={log.isFetchNextPageError}
            load={() => log.fetchNextPage()}
          />
        )}
      </Section>
    </>
  )
}

function detailsOf(data: Record<string, unknown>): string {
  return Object.entries(data)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')
}
