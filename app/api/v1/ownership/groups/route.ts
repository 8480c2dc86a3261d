import * as contract from '../../../../../lib/contract/ownership.ts'
import { route } from '../../../../../lib/http/route.ts'
import { getSignInGroups, saveSignInGroups } from '../../../../../lib/service/ownership/sign-in-groups.ts'

export const GET = route(contract.getSignInGroups, ({ actor }) => getSignInGroups(actor))

export const PUT = route(contract.saveSignInGroups, ({ actor, body }) => saveSignInGroups(actor, body))
