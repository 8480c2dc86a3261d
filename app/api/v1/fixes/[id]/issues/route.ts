import * as contract from '../../../../../../lib/contract/fixes.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { listFixIssues } from '../../../../../../lib/service/fixes/list-fix-issues.ts'

export const GET = route(contract.listFixIssues, ({ actor, params, query }) => listFixIssues(actor, params.id, query))
