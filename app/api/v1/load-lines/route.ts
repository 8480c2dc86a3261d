import * as contract from '../../../../lib/contract/load.ts'
import { route } from '../../../../lib/http/route.ts'
import { listLoadLines, setLoadLine } from '../../../../lib/service/load/lines.ts'

export const GET = route(contract.listLoadLines, ({ actor }) => listLoadLines(actor))
export const POST = route(contract.setLoadLine, ({ actor, body }) => setLoadLine(actor, body))
