import * as contract from '../../../../lib/contract/tokens.ts'
import { route } from '../../../../lib/http/route.ts'
import { createToken, listTokens } from '../../../../lib/service/tokens/manage.ts'

export const GET = route(contract.listTokens, ({ actor }) => listTokens(actor))

export const POST = route(contract.createToken, ({ actor, body }) => createToken(actor, body))
