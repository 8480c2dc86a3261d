import { getMe } from '../../../../lib/contract/me.ts'
import { route } from '../../../../lib/http/route.ts'
import * as own from '../../../../lib/service/people/own.ts'

export const GET = route(getMe, ({ actor }) => own.getMe(actor))
