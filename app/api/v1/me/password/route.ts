import { sessionOfRequest } from '../../../../../lib/auth/request-actor.ts'
import * as contract from '../../../../../lib/contract/me.ts'
import { route } from '../../../../../lib/http/route.ts'
import { changePassword } from '../../../../../lib/service/people/own.ts'

export const POST = route(contract.changePassword, async ({ actor, body, request }) => {
  const session = await sessionOfRequest(request)
  return changePassword(actor, { ...body, sessionId: session?.id ?? null })
})
