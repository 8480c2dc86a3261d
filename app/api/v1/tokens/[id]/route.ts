import * as contract from '../../../../../lib/contract/tokens.ts'
import { route } from '../../../../../lib/http/route.ts'
import { revokeToken } from '../../../../../lib/service/tokens/manage.ts'

export const DELETE = route(contract.revokeToken, ({ actor, params }) => revokeToken(actor, params.id))
