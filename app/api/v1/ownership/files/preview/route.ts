import * as contract from '../../../../../../lib/contract/owner-files.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { previewOwnerFile } from '../../../../../../lib/service/ownership/owner-files.ts'

export const POST = route(contract.previewOwnerFile, ({ actor, body }) => previewOwnerFile(actor, body))
