import * as contract from '../../../../../../lib/contract/route-deliveries.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { sendFix } from '../../../../../../lib/service/routes/send-fix.ts'

export const POST = route(contract.sendFix, ({ actor, params, body }) => sendFix(actor, params.id, body.routeId))
