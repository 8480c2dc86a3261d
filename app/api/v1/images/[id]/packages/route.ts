import * as contract from '../../../../../../lib/contract/image-detail.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { listPackages } from '../../../../../../lib/service/images/list-packages.ts'

export const GET = route(contract.listImagePackages, ({ actor, params, query }) =>
  listPackages(actor, params.id, query),
)
