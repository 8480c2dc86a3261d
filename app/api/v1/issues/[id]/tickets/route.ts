import * as contract from '../../../../../../lib/contract/route-deliveries.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { listIssueTickets } from '../../../../../../lib/service/routes/tickets.ts'

export const GET = route(contract.listIssueTickets, ({ actor, params }) => listIssueTickets(actor, params.id))
