import * as contract from '../../../../../lib/contract/teams.ts'
import { route } from '../../../../../lib/http/route.ts'
import { deleteTeam, updateTeam } from '../../../../../lib/service/teams/manage.ts'

export const PATCH = route(contract.updateTeam, ({ actor, params, body }) => updateTeam(actor, params.id, body.name))

export const DELETE = route(contract.deleteTeam, ({ actor, params }) => deleteTeam(actor, params.id))
