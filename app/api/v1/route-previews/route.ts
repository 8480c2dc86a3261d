import * as contract from '../../../../lib/contract/route-deliveries.ts'
import { route } from '../../../../lib/http/route.ts'
import { previewRoute } from '../../../../lib/service/routes/preview.ts'

export const POST = route(contract.previewRoute, ({ actor, body }) => previewRoute(actor, body))
