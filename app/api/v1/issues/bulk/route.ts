import * as contract from '../../../../../lib/contract/bulk.ts'
import { route } from '../../../../../lib/http/route.ts'
import { startBulk } from '../../../../../lib/service/issues/bulk.ts'

export const POST = route(contract.startBulk, ({ actor, body }) => startBulk(actor, body))
