import * as contract from '../../../../../lib/contract/load.ts'
import { route } from '../../../../../lib/http/route.ts'
import { suggestLoadLine } from '../../../../../lib/service/load/lines.ts'

export const GET = route(contract.suggestLoadLine, ({ actor, query }) => suggestLoadLine(actor, query))
