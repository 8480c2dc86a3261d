import * as contract from '../../../../../lib/contract/route-deliveries.ts'
import { route } from '../../../../../lib/http/route.ts'
import { replayDeadLetters } from '../../../../../lib/service/routes/deliveries.ts'

export const POST = route(contract.replayDeadLetters, ({ actor, body }) => replayDeadLetters(actor, body))
