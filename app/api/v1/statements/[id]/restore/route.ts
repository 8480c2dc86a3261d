import * as contract from '../../../../../../lib/contract/statements.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { restoreStatement } from '../../../../../../lib/service/vex/revoke.ts'

export const POST = route(contract.restoreStatement, ({ actor, params, body }) =>
  restoreStatement(actor, params.id, body.reason),
)
