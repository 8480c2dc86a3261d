import * as contract from '../../../../../lib/contract/routes.ts'
import { route } from '../../../../../lib/http/route.ts'
import { deleteRoute, getRoute, updateRoute } from '../../../../../lib/service/routes/manage.ts'

export const GET = route(contract.getRoute, ({ actor, params }) => getRoute(actor, params.id))

export const PUT = route(contract.updateRoute, ({ actor, params, body }) => updateRoute(actor, params.id, body))

export const DELETE = route(contract.deleteRoute, ({ actor, params }) => deleteRoute(actor, params.id))
