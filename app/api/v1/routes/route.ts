import * as contract from '../../../../lib/contract/routes.ts'
import { route } from '../../../../lib/http/route.ts'
import { createRoute, listRoutes } from '../../../../lib/service/routes/manage.ts'

export const GET = route(contract.listRoutes, ({ actor }) => listRoutes(actor))

export const POST = route(contract.createRoute, ({ actor, body }) => createRoute(actor, body))
