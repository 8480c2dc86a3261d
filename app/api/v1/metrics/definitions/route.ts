import * as contract from '../../../../../lib/contract/metrics.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listDefinitions } from '../../../../../lib/service/metrics/list-definitions.ts'

export const GET = route(contract.listDefinitions, async ({ actor }) => listDefinitions(actor))
