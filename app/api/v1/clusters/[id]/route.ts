import * as contract from '../../../../../lib/contract/clusters.ts'
import { route } from '../../../../../lib/http/route.ts'
import { updateCluster } from '../../../../../lib/service/clusters/manage.ts'

export const PATCH = route(contract.updateCluster, ({ actor, params, body }) =>
  updateCluster(actor, params.id, body.environment),
)
