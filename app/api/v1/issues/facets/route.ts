import * as contract from '../../../../../lib/contract/issues.ts'
import { route } from '../../../../../lib/http/route.ts'
import { issueFacets } from '../../../../../lib/service/issues/facets.ts'

export const GET = route(contract.issueFacets, ({ actor, query }) => issueFacets(actor, query.q))
