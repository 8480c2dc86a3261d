import * as contract from '../../../../lib/contract/load.ts'
import { route } from '../../../../lib/http/route.ts'
import { listLoads } from '../../../../lib/service/load/loads.ts'

export const GET = route(contract.listLoads, ({ actor, query }) => listLoads(actor, query))
