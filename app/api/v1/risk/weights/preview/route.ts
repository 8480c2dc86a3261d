import * as contract from '../../../../../../lib/contract/risk.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { previewWeights } from '../../../../../../lib/service/risk/preview-weights.ts'

export const POST = route(contract.previewRiskWeights, ({ actor, body }) => previewWeights(actor, body.weights))
