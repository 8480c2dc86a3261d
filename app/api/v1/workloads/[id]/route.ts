import * as contract from '../../../../../lib/contract/workloads.ts'
import { route } from '../../../../../lib/http/route.ts'
import { getWorkload } from '../../../../../lib/service/workloads/get-workload.ts'

export const GET = route(contract.getWorkload, ({ actor, params }) => getWorkload(actor, params.id))
