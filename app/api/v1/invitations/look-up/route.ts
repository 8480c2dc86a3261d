import * as contract from '../../../../../lib/contract/people.ts'
import { route } from '../../../../../lib/http/route.ts'
import { lookUpInvitation } from '../../../../../lib/service/invitations/accept.ts'

export const POST = route(contract.lookUpInvitation, ({ body }) => lookUpInvitation(body.token))
