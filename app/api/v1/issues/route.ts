import * as contract from '../../../../lib/contract/issues.ts'
import { route } from '../../../../lib/http/route.ts'
import { listIssues } from '../../../../lib/service/issues/list-issues.ts'

export const GET = route(contract.listIssues, ({ actor, query }) => listIssues(actor, query))
