import * as contract from '../../../../lib/contract/workloads.ts'
import { route } from '../../../../lib/http/route.ts'
import { listWorkloads } from '../../../../lib/service/workloads/list-workloads.ts'

export const GET = route(contract.listWorkloads, ({ actor, query }) => listWorkloads(actor, query))
