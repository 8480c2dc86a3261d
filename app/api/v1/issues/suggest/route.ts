import * as contract from '../../../../../lib/contract/issues.ts'
import { route } from '../../../../../lib/http/route.ts'
import { suggestIssueValues } from '../../../../../lib/service/issues/suggest.ts'

export const GET = route(contract.suggestIssueValues, ({ actor, query }) => suggestIssueValues(actor, query))
