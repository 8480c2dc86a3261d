import * as contract from '../../../../../lib/contract/jobs.ts'
import { route } from '../../../../../lib/http/route.ts'
import { getJob } from '../../../../../lib/service/background/jobs.ts'

export const GET = route(contract.getJob, ({ actor, params }) => getJob(actor, params.id))
