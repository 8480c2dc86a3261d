import * as contract from '../../../../../../lib/contract/issue-actions.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { actOnIssue } from '../../../../../../lib/service/issues/act.ts'

export const POST = route(contract.actOnIssue, ({ actor, params, body }) => actOnIssue(actor, { ...params, ...body }))
