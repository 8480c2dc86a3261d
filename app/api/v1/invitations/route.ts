import * as contract from '../../../../lib/contract/people.ts'
import { route } from '../../../../lib/http/route.ts'
import { createInvitation, listInvitations } from '../../../../lib/service/invitations/manage.ts'

export const GET = route(contract.listInvitations, ({ actor }) => listInvitations(actor))

export const POST = route(contract.createInvitation, ({ actor, body }) => createInvitation(actor, body))
