import * as contract from '../../../../lib/contract/audit.ts'
import { route } from '../../../../lib/http/route.ts'
import { listAudit } from '../../../../lib/service/audit/read.ts'

export const GET = route(contract.listAudit, ({ actor, query }) => listAudit(actor, query))
