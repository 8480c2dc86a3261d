import * as contract from '../../../../../../lib/contract/issue-actions.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { readMentions } from '../../../../../../lib/service/people/mentions.ts'

export const POST = route(contract.readMentions, ({ actor, body }) => readMentions(actor, body.upTo))
