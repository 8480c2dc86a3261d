import { sessionOfRequest } from '../../../../../lib/auth/request-actor.ts'
import * as contract from '../../../../../lib/contract/me.ts'
import { route } from '../../../../../lib/http/route.ts'
import { endOtherSessions, listOwnSessions } from '../../../../../lib/service/people/own.ts'

export const GET = route(contract.listOwnSessions, async ({ actor, request }) =>
  listOwnSessions(actor, (await sessionOfRequest(request))?.id ?? null),
)

export const DELETE = route(contract.endOtherSessions, async ({ actor, request }) =>
  endOtherSessions(actor, (await sessionOfRequest(request))?.id ?? null),
)
