import * as contract from '../../../../lib/contract/overview.ts'
import { route } from '../../../../lib/http/route.ts'
import { getOverview } from '../../../../lib/service/overview/get-overview.ts'

export const GET = route(contract.getOverview, ({ actor, query }) => getOverview(actor, query))
