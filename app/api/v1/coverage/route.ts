import * as contract from '../../../../lib/contract/coverage.ts'
import { route } from '../../../../lib/http/route.ts'
import { getCoverage } from '../../../../lib/service/coverage/totals.ts'

export const GET = route(contract.getCoverage, ({ actor }) => getCoverage(actor))
