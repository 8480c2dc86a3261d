import * as contract from '../../../../../../lib/contract/routes.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { resumeRoute } from '../../../../../../lib/service/routes/manage.ts'

export const POST = route(contract.resumeRoute, ({ actor, params }) => resumeRoute(actor, params.id))
