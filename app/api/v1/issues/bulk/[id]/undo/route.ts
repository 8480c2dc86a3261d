import * as contract from '../../../../../../../lib/contract/bulk.ts'
import { route } from '../../../../../../../lib/http/route.ts'
import { undoBulk } from '../../../../../../../lib/service/issues/bulk.ts'

export const POST = route(contract.undoBulk, ({ actor, params }) => undoBulk(actor, params.id))
