import * as contract from '../../../../../lib/contract/clocks.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listClockVersions } from '../../../../../lib/service/clocks/manage.ts'

export const GET = route(contract.listClockVersions, ({ actor }) => listClockVersions(actor))
