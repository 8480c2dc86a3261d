import * as contract from '../../../../../lib/contract/issue-actions.ts'
import { route } from '../../../../../lib/http/route.ts'
import { actOnIssues } from '../../../../../lib/service/issues/act.ts'

export const POST = route(contract.actOnIssues, ({ actor, body }) => actOnIssues(actor, body))
