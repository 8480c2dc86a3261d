import * as contract from '../../../../../lib/contract/people.ts'
import { route } from '../../../../../lib/http/route.ts'
import { revokeInvitation } from '../../../../../lib/service/invitations/manage.ts'

export const DELETE = route(contract.revokeInvitation, ({ actor, params }) => revokeInvitation(actor, params.id))
