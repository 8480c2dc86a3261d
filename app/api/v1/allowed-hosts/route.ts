import * as contract from '../../../../lib/contract/allowed-hosts.ts'
import { route } from '../../../../lib/http/route.ts'
import { allowHost, listAllowedHosts } from '../../../../lib/service/routes/allowed-hosts.ts'

export const GET = route(contract.listAllowedHosts, ({ actor }) => listAllowedHosts(actor))

export const POST = route(contract.allowHost, ({ actor, body }) => allowHost(actor, body))
