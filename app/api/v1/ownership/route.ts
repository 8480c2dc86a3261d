import * as contract from '../../../../lib/contract/ownership.ts'
import { route } from '../../../../lib/http/route.ts'
import { getOwnership, saveOwnership } from '../../../../lib/service/ownership/rules.ts'

export const GET = route(contract.getOwnership, ({ actor }) => getOwnership(actor))

export const PUT = route(contract.saveOwnership, ({ actor, body }) => saveOwnership(actor, body))
