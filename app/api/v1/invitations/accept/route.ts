import * as contract from '../../../../../lib/contract/people.ts'
import { route } from '../../../../../lib/http/route.ts'
import { acceptInvitation } from '../../../../../lib/service/invitations/accept.ts'

export const POST = route(contract.acceptInvitation, ({ body }) => acceptInvitation(body))
