import * as contract from '../../../../lib/contract/teams.ts'
import { route } from '../../../../lib/http/route.ts'
import { createTeam, listTeams } from '../../../../lib/service/teams/manage.ts'

export const GET = route(contract.listTeams, ({ actor }) => listTeams(actor))

export const POST = route(contract.createTeam, ({ actor, body }) => createTeam(actor, body))
