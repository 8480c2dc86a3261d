import * as contract from '../../../../lib/contract/route-deliveries.ts'
import { route } from '../../../../lib/http/route.ts'
import { listDeadLetters } from '../../../../lib/service/routes/deliveries.ts'

export const GET = route(contract.listDeadLetters, ({ actor }) => listDeadLetters(actor))
