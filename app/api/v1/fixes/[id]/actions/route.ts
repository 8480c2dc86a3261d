import * as contract from '../../../../../../lib/contract/fixes.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { actOnFix } from '../../../../../../lib/service/fixes/act.ts'

export const POST = route(contract.actOnFix, ({ actor, params, body }) => actOnFix(actor, params.id, body))
