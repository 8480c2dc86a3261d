import * as contract from '../../../../../../lib/contract/people.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { createPasswordLink } from '../../../../../../lib/service/invitations/password-link.ts'

export const POST = route(contract.createPasswordLink, ({ actor, params }) => createPasswordLink(actor, params.id))
