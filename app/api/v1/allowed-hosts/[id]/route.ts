import * as contract from '../../../../../lib/contract/allowed-hosts.ts'
import { route } from '../../../../../lib/http/route.ts'
import { disallowHost } from '../../../../../lib/service/routes/allowed-hosts.ts'

export const DELETE = route(contract.disallowHost, ({ actor, params }) => disallowHost(actor, params.id))
