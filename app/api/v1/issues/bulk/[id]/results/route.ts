import * as contract from '../../../../../../../lib/contract/bulk.ts'
import { route } from '../../../../../../../lib/http/route.ts'
import { bulkResults } from '../../../../../../../lib/service/issues/bulk.ts'

export const GET = route(contract.bulkResults, ({ actor, params, query }) => bulkResults(actor, params.id, query))
