import * as contract from '../../../../lib/contract/clocks.ts'
import { route } from '../../../../lib/http/route.ts'
import { getClocks, saveClocks } from '../../../../lib/service/clocks/manage.ts'

export const GET = route(contract.getClocks, ({ actor }) => getClocks(actor))
export const PUT = route(contract.saveClocks, ({ actor, body }) => saveClocks(actor, body))
