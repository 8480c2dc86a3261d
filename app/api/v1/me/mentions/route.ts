import * as contract from '../../../../../lib/contract/issue-actions.ts'
import { route } from '../../../../../lib/http/route.ts'
import { listMentions } from '../../../../../lib/service/people/mentions.ts'

export const GET = route(contract.listMentions, ({ actor }) => listMentions(actor))
