import * as contract from '../../../../../lib/contract/load.ts'
import { route } from '../../../../../lib/http/route.ts'
import { loadHistory } from '../../../../../lib/service/load/history.ts'

export const GET = route(contract.loadHistory, ({ actor, query }) => loadHistory(actor, query))
