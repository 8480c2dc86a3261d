import * as contract from '../../../../lib/contract/components.ts'
import { route } from '../../../../lib/http/route.ts'
import { searchComponents } from '../../../../lib/service/components/search-components.ts'

export const GET = route(contract.searchComponents, ({ actor, query }) => searchComponents(actor, query))
