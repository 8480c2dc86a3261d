import * as contract from '../../../../../lib/contract/issue-detail.ts'
import { route } from '../../../../../lib/http/route.ts'
import { getIssue } from '../../../../../lib/service/issues/get-issue.ts'

export const GET = route(contract.getIssue, ({ actor, params }) => getIssue(actor, params.id))
