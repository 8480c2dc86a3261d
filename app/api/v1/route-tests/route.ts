import * as contract from '../../../../lib/contract/route-deliveries.ts'
import { route } from '../../../../lib/http/route.ts'
import { testRoute } from '../../../../lib/service/routes/preview.ts'

export const POST = route(contract.testRoute, ({ actor, body }) => testRoute(actor, body))
