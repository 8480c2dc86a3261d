import * as contract from '../../../../../lib/contract/coverage.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listUnscannedImages } from '../../../../../lib/service/coverage/list-unscanned.ts'

export const GET = route(contract.listUnscannedImages, ({ actor, query }) => listUnscannedImages(actor, query))
