import * as contract from '../../../../../lib/contract/coverage.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listCoverage } from '../../../../../lib/service/coverage/list-coverage.ts'

export const GET = route(contract.listCoverage, ({ actor, query }) => listCoverage(actor, query))
