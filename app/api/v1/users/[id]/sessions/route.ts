import * as contract from '../../../../../../lib/contract/people.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { endUserSessions } from '../../../../../../lib/service/people/manage.ts'

export const DELETE = route(contract.endUserSessions, ({ actor, params }) => endUserSessions(actor, params.id))
