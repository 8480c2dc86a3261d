import * as contract from '../../../../../../lib/contract/me.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { endOwnSession } from '../../../../../../lib/service/people/own.ts'

export const DELETE = route(contract.endOwnSession, ({ actor, params }) => endOwnSession(actor, params.id))
