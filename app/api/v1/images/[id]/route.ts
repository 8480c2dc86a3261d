import * as contract from '../../../../../lib/contract/image-detail.ts'
import { route } from '../../../../../lib/http/route.ts'
import { getImage } from '../../../../../lib/service/images/get-image.ts'

export const GET = route(contract.getImage, ({ actor, params, query }) =>
  getImage(actor, params.id, query.version ?? null),
)
