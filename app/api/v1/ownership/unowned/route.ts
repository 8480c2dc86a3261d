import * as contract from '../../../../../lib/contract/ownership.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listUnowned } from '../../../../../lib/service/ownership/unowned.ts'

export const GET = route(contract.listUnowned, ({ actor }) => listUnowned(actor))
