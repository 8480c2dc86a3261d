import * as z from 'zod'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'

export const TeamRef = z.object({ id: z.int(), slug: z.string(), name: z.string() }).meta({ id: 'TeamRef' })
export type TeamRef = z.infer<typeof TeamRef>

const TeamSlug = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'lower-case letters, digits and hyphens, at most 63, no hyphen at an end',
  )
  .meta({ description: 'What a workload’s label names, and what `team:` filters by' })

const TeamName = z.string().trim().min(1).max(100)

export const Team = TeamRef.extend({
  members: z.int(),
  workloads: z.int().meta({ description: 'Workloads that the team owns and that still run' }),
  createdAt: Timestamp,
}).meta({ id: 'Team' })
export type Team = z.infer<typeof Team>

const Params = z.object({ id: z.coerce.number().int().min(1).max(16_777_215) })
const example: z.input<typeof Team> = {
  id: 3,
  slug: 'payments',
  name: 'Payments',
  members: 4,
  workloads: 6,
  createdAt: '2026-11-02T09:30:00.000Z',
}

export const listTeams = operation({
  id: 'listTeams',
  method: 'GET',
  path: '/api/v1/teams',
  summary: 'All teams, by name',
  tag: 'Teams',
  auth: 'user',
  out: z.object({ rows: z.array(Team) }),
  status: 200,
  errors: [],
  example: { out: { rows: [example] } },
})

export const createTeam = operation({
  id: 'createTeam',
  method: 'POST',
  path: '/api/v1/teams',
  summary: 'Make a team',
  tag: 'Teams',
  auth: 'user',
  body: z.object({ name: TeamName, slug: TeamSlug }),
  out: Team,
  status: 201,
  errors: ['conflict'],
  example: {
    body: { name: 'Ledger', slug: 'ledger' },
    out: { ...example, id: 12, name: 'Ledger', slug: 'ledger', members: 0, workloads: 0 },
  },
})

export const updateTeam = operation({
  id: 'updateTeam',
  method: 'PATCH',
  path: '/api/v1/teams/{id}',
  summary: 'Rename a team; its slug stays, because labels name it',
  tag: 'Teams',
  auth: 'user',
  params: Params,
  body: z.object({ name: TeamName }),
  out: Team,
  status: 200,
  errors: ['not-found'],
  example: {
    params: { id: 3 },
    body: { name: 'Payments and billing' },
    out: { ...example, name: 'Payments and billing' },
  },
})

export const deleteTeam = operation({
  id: 'deleteTeam',
  method: 'DELETE',
  path: '/api/v1/teams/{id}',
  summary: 'Remove a team that owns nothing that runs',
  tag: 'Teams',
  auth: 'user',
  params: Params,
  status: 204,
  errors: ['not-found', 'conflict'],
  example: { params: { id: 9 } },
})

export const teamOperations = [listTeams, createTeam, updateTeam, deleteTeam]
