import { sessionOfRequest } from '../../../../lib/auth/request-actor.ts'
import * as contract from '../../../../lib/contract/live.ts'
import { liveStream } from '../../../../lib/http/live.ts'
import { route } from '../../../../lib/http/route.ts'

export const GET = route(contract.live, async ({ actor, request }) =>
  liveStream(actor.id, request.signal, async () => (await sessionOfRequest(request)) !== null),
)
