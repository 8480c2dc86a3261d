import * as contract from '../../../../../lib/contract/fixes.ts'
import { route } from '../../../../../lib/http/route.ts'
import { getFix } from '../../../../../lib/service/fixes/get-fix.ts'

export const GET = route(contract.getFix, ({ actor, params }) => getFix(actor, params.id))
