import * as contract from '../../../../lib/contract/fixes.ts'
import { route } from '../../../../lib/http/route.ts'
import { listFixes } from '../../../../lib/service/fixes/list-fixes.ts'

export const GET = route(contract.listFixes, ({ actor, query }) => listFixes(actor, query))
