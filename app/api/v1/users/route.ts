import * as contract from '../../../../lib/contract/people.ts'
import { route } from '../../../../lib/http/route.ts'
import { listUsers } from '../../../../lib/service/people/manage.ts'

export const GET = route(contract.listUsers, ({ actor, query }) => listUsers(actor, query))
