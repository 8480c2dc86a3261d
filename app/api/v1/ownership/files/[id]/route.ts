import * as contract from '../../../../../../lib/contract/owner-files.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { deleteOwnerFile, getOwnerFile } from '../../../../../../lib/service/ownership/owner-files.ts'

export const GET = route(contract.getOwnerFile, ({ actor, params }) => getOwnerFile(actor, params.id))

export const DELETE = route(contract.deleteOwnerFile, ({ actor, params }) => deleteOwnerFile(actor, params.id))
