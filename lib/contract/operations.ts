import { auditOperations } from './audit.ts'
import { clusterOperations } from './clusters.ts'
import { liveOperations } from './live.ts'
import { meOperations } from './me.ts'
import { getOpenApi } from './openapi.ts'
import type { Operation } from './operation.ts'
import { invitationOperations, peopleOperations } from './people.ts'
import { sourceOperations } from './sources.ts'
import { teamOperations } from './teams.ts'
import { tokenOperations } from './tokens.ts'

/** Every operation of the API. The OpenAPI document and the tests of routes, errors, examples and permissions walk this list. */
export const operations: readonly Operation[] = [
  getOpenApi,
  ...meOperations,
  ...peopleOperations,
  ...invitationOperations,
  ...teamOperations,
  ...clusterOperations,
  ...tokenOperations,
  ...sourceOperations,
  ...auditOperations,
  ...liveOperations,
]
