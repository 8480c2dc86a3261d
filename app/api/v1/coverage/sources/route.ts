import * as contract from '../../../../../lib/contract/coverage.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listSourceStreams } from '../../../../../lib/service/coverage/streams.ts'

export const GET = route(contract.listSourceStreams, ({ actor, query }) => listSourceStreams(actor, query))
