import * as contract from '../../../../lib/contract/images.ts'
import { route } from '../../../../lib/http/route.ts'
import { listImages } from '../../../../lib/service/images/list-images.ts'

export const GET = route(contract.listImages, ({ actor, query }) => listImages(actor, query))
