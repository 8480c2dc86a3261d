import * as contract from '../../../../../../lib/contract/route-deliveries.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { listDeliveries } from '../../../../../../lib/service/routes/deliveries.ts'

export const GET = route(contract.listDeliveries, ({ actor, params }) => listDeliveries(actor, params.id))
