import * as contract from '../../../../../lib/contract/load.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listLoadLineHistory } from '../../../../../lib/service/load/lines.ts'

export const GET = route(contract.listLoadLineHistory, ({ actor, query }) => listLoadLineHistory(actor, query))
