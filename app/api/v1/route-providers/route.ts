import * as contract from '../../../../lib/contract/route-deliveries.ts'
import { route } from '../../../../lib/http/route.ts'
import { listRouteProviders } from '../../../../lib/service/routes/providers.ts'

export const GET = route(contract.listRouteProviders, ({ actor }) => listRouteProviders(actor))
