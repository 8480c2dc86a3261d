import * as contract from '../../../../lib/contract/decisions.ts'
import { route } from '../../../../lib/http/route.ts'
import { listDecisions } from '../../../../lib/service/decisions/list-decisions.ts'

export const GET = route(contract.listDecisions, ({ actor, query }) => listDecisions(actor, query))
