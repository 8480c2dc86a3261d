import * as contract from '../../../../../../lib/contract/risk.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { listWeights } from '../../../../../../lib/service/risk/weights.ts'

export const GET = route(contract.listRiskWeights, ({ actor, query }) => listWeights(actor, query))
