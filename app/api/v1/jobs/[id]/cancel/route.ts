import * as contract from '../../../../../../lib/contract/jobs.ts'
import { route } from '../../../../../../lib/http/route.ts'
import { cancelJob } from '../../../../../../lib/service/background/jobs.ts'

export const POST = route(contract.cancelJob, ({ actor, params }) => cancelJob(actor, params.id))
