'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { teamsOptions } from '../../lib/client/settings.ts'
import type { Team } from '../../lib/contract/teams.ts'
import { loadColumns } from '../load/load-columns.tsx'
import { useSubjectLoads } from '../load/use-subject-loads.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { Loaded } from './loaded.tsx'
import { CreateTeam, EditTeam } from './team-dialogs.tsx'

/** All teams, and for who may: making, renaming and removing them. */
export function Teams({ mayManage }: { mayManage: boolean }) {
  const teams = useQuery(teamsOptions)
  const [open, setOpen] = useState<Team | 'new' | null>(null)
  const carried = useSubjectLoads('team', teams.data?.rows.map(({ id }) => id) ?? [])
  return (
    <Section
      title="Teams"
      note="A workload’s label names its team by the slug; a team that a label names and that does not exist yet is made by itself."
    >
      {mayManage && (
        <div>
          <Button variant="primary" onClick={() => setOpen('new')}>
            Make a team
          </Button>
        </div>
      )}
      <Loaded what="the teams" read={teams}>
        {({ rows }) => (
          <FactsTable
            caption="Teams"
            rows={rows}
            rowKey={(team) => team.id}
            empty="There is no team yet. Until there is one, every issue is unowned."
            columns={[
              {
                heading: 'Name',
                cell: (team) => <span className="block min-w-32 [overflow-wrap:anywhere]">{team.name}</span>,
              },
              { heading: 'Slug', cell: (team) => <code className="font-mono text-xs">{team.slug}</code> },
              {
                heading: 'Members',
                numeric: true,
                cell: ({ members }) => (
                  <DefinedNumber value={members} definition="People of this team who are not disabled" />
                ),
              },
              {
                heading: 'Workloads',
                numeric: true,
                cell: (team) => (
                  <DefinedNumber value={team.workloads} definition="Workloads that this team owns and that still run" />
                ),
              },
              ...loadColumns<Team>(carried),
              { heading: 'Since', cell: (team) => <Time at={team.createdAt} as="day" /> },
              ...(mayManage
                ? [
                    {
                      heading: 'Action',
                      cell: (team: Team) => (
                        <Button size="small" onClick={() => setOpen(team)} aria-label={`Edit ${team.name}`}>
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
      {open === 'new' && <CreateTeam onClose={() => setOpen(null)} />}
      {open && open !== 'new' && <EditTeam team={open} onClose={() => setOpen(null)} />}
    </Section>
  )
}
