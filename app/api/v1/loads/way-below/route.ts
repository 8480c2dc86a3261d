import * as contract from '../../../../../lib/contract/load.ts'
import { route } from '../../../../../lib/http/route.ts'
import { bringBelowLine } from '../../../../../lib/service/load/way-below.ts'

export const GET = route(contract.bringBelowLine, ({ actor, query }) => bringBelowLine(actor, query))
