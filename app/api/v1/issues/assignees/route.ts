import * as contract from '../../../../../lib/contract/issue-actions.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listAssignees } from '../../../../../lib/service/people/assignable.ts'

export const GET = route(contract.listAssignees, ({ actor, query }) => listAssignees(actor, query))
