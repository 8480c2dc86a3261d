import * as contract from '../../../../../lib/contract/audit.ts'
import { route } from '../../../../../lib/http/route.ts'
import { verifyAudit } from '../../../../../lib/service/audit/read.ts'

export const GET = route(contract.verifyAudit, ({ actor }) => verifyAudit(actor))
