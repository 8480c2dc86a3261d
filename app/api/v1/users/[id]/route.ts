import * as contract from '../../../../../lib/contract/people.ts'
import { route } from '../../../../../lib/http/route.ts'
import { updateUser } from '../../../../../lib/service/people/manage.ts'

export const PATCH = route(contract.updateUser, ({ actor, params, body }) => updateUser(actor, params.id, body))
