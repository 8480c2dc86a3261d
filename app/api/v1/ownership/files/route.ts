import * as contract from '../../../../../lib/contract/owner-files.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listOwnerFiles, putOwnerFile } from '../../../../../lib/service/ownership/owner-files.ts'

export const GET = route(contract.listOwnerFiles, ({ actor }) => listOwnerFiles(actor))

export const PUT = route(contract.putOwnerFile, ({ actor, body }) => putOwnerFile(actor, body))
