import * as contract from '../../../../../lib/contract/decisions.ts'
import { route } from '../../../../../lib/http/route.ts'
import { getDecision } from '../../../../../lib/service/decisions/get-decision.ts'

export const GET = route(contract.getDecision, ({ actor, params }) => getDecision(actor, params.id))
