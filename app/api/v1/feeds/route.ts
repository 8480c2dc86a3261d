import * as contract from '../../../../lib/contract/feeds.ts'
import { route } from '../../../../lib/http/route.ts'
import { listFeeds } from '../../../../lib/service/feeds/list.ts'

export const GET = route(contract.listFeeds, ({ actor }) => listFeeds(actor))
