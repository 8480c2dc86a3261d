import * as contract from '../../../../../../lib/contract/coverage.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { updateSourceStream } from '../../../../../../lib/service/coverage/streams.ts'

export const PATCH = route(contract.updateSourceStream, ({ actor, params, body }) =>
  updateSourceStream(actor, params.id, body),
)
