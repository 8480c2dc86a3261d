import * as contract from '../../../../lib/contract/sources.ts'
import { route } from '../../../../lib/http/route.ts'
import { listSources } from '../../../../lib/service/sources/overview.ts'

export const GET = route(contract.listSources, ({ actor }) => listSources(actor))
