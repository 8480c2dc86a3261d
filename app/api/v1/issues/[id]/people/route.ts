import * as contract from '../../../../../../lib/contract/issue-actions.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { listMentionable } from '../../../../../../lib/service/people/mentionable.ts'

export const GET = route(contract.listMentionable, ({ actor, params, query }) =>
  listMentionable(actor, params.id, query.typed),
)
