import * as contract from '../../../../lib/contract/clusters.ts'
import { route } from '../../../../lib/http/route.ts'
import { listClusters } from '../../../../lib/service/clusters/manage.ts'

export const GET = route(contract.listClusters, ({ actor }) => listClusters(actor))
