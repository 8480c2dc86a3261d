import * as contract from '../../../../../lib/contract/risk.ts'
import { route } from '../../../../../lib/http/route.ts'
import { getWeights, saveWeights } from '../../../../../lib/service/risk/weights.ts'

export const GET = route(contract.getRiskWeights, ({ actor }) => getWeights(actor))

export const POST = route(contract.saveRiskWeights, ({ actor, body }) => saveWeights(actor, body))
