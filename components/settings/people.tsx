'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { peopleOptions } from '../../lib/client/settings.ts'
import type { Person } from '../../lib/contract/people.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { LoadMore } from '../table/load-more.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { Invitations } from './invitations.tsx'
import { Loaded } from './loaded.tsx'
import { PersonDialog } from './person-dialog.tsx'

/** Who has an account, with which role and teams; for administrators also invitations and changes. */
export function People({ ownId, mayManage }: { ownId: string; mayManage: boolean }) {
  const people = useInfiniteQuery(peopleOptions)
  const [open, setOpen] = useState<Person | null>(null)
  return (
    <>
      {mayManage && <Invitations />}
      <Section title="People">
        <Loaded what="the people" read={people}>
          {({ pages }) => (
            <FactsTable
              caption="People"
              rows={pages.flatMap((page) => page.rows)}
              rowKey={(person) => person.id}
              empty="Nobody."
              columns={[
                { heading: 'Name', cell: (person) => <Name person={person} own={person.id === ownId} /> },
                {
                  heading: 'E-mail',
                  cell: (person) => <span className="block min-w-40 [overflow-wrap:anywhere]">{person.email}</span>,
                },
                { heading: 'Role', cell: (person) => person.role },
                {
                  heading: 'Teams',
                  cell: ({ teams }) =>
                    teams.map((team) => team.name).join(', ') || <span className="text-faint">none</span>,
                },
                {
                  heading: 'Signed in',
                  cell: ({ lastSignInAt }) =>
                    lastSignInAt ? <Time at={lastSignInAt} /> : <span className="text-faint">no session</span>,
                },
                ...(mayManage
                  ? [
                      {
                        heading: 'Action',
                        cell: (person: Person) => (
                          <Button size="small" onClick={() => setOpen(person)} aria-label={`Edit ${person.name}`}>
                            Edit
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Loaded>
        {people.hasNextPage && (
          <LoadMore
            has
            loading={people.isFetchingNextPage}
            failed={people.isFetchNextPageError}
            load={() => people.fetchNextPage()}
          />
        )}
      </Section>
      {open && <PersonDialog person={open} own={open.id === ownId} onClose={() => setOpen(null)} />}
    </>
  )
}

function Name({ person, own }: { person: Person; own: boolean }) {
  return (
    <span className="flex min-w-32 flex-wrap items-center gap-2 [overflow-wrap:anywhere]">
      {person.name}
      {own && <Badge tone="accent">you</Badge>}
      {person.disabledAt && <Badge tone="warn">disabled</Badge>}
    </span>
  )
}
