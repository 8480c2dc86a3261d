import * as contract from '../../../../../../lib/contract/statements.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { revokeStatement } from '../../../../../../lib/service/vex/revoke.ts'

export const POST = route(contract.revokeStatement, ({ actor, params, body }) =>
  revokeStatement(actor, params.id, body.reason),
)
