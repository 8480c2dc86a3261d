import * as contract from '../../../../../lib/contract/ownership.ts'
import { route } from '../../../../../lib/http/route.ts'
import { previewOwnership } from '../../../../../lib/service/ownership/preview.ts'

export const POST = route(contract.previewOwnership, ({ actor, body }) => previewOwnership(actor, body))
