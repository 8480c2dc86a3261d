import { allowedHostOperations } from './allowed-hosts.ts'
import { auditOperations } from './audit.ts'
import { bulkOperations } from './bulk.ts'
import { clockOperations } from './clocks.ts'
import { clusterOperations } from './clusters.ts'
import { componentOperations } from './components.ts'
import { coverageOperations } from './coverage.ts'
import { decisionOperations } from './decisions.ts'
import { feedOperations } from './feeds.ts'
import { fixOperations } from './fixes.ts'
import { imageOperations } from './image-detail.ts'
import { ingestOperations } from './ingest.ts'
import { issueActionOperations } from './issue-actions.ts'
import { issueDetailOperations } from './issue-detail.ts'
import { issueListOperations } from './issues.ts'
import { jobOperations } from './jobs.ts'
import { liveOperations } from './live.ts'
import { loadOperations } from './load.ts'
import { meOperations } from './me.ts'
import { metricOperations } from './metric-rows.ts'
import { getOpenApi } from './openapi.ts'
import type { Operation } from './operation.ts'
import { overviewOperations } from './overview.ts'
import { ownerFileOperations } from './owner-files.ts'
import { ownershipOperations } from './ownership.ts'
import { invitationOperations, peopleOperations } from './people.ts'
import { reportOperations } from './reports.ts'
import { riskOperations } from './risk.ts'
import { routeDeliveryOperations } from './route-deliveries.ts'
import { routeOperations } from './routes.ts'
import { sourceOperations } from './sources.ts'
import { statementOperations } from './statements.ts'
import { teamOperations } from './teams.ts'
import { tokenOperations } from './tokens.ts'
import { workloadOperations } from './workloads.ts'

/** Every operation of the API. The OpenAPI document and the tests of routes, errors, examples and permissions walk this list. */
export const operations: readonly Operation[] = [
  getOpenApi,
  ...meOperations,
  ...peopleOperations,
  ...invitationOperations,
  ...teamOperations,
  ...ownershipOperations,
  ...ownerFileOperations,
  ...clusterOperations,
  ...clockOperations,
  ...tokenOperations,
  ...sourceOperations,
  ...coverageOperations,
  ...loadOperations,
  ...feedOperations,
  ...riskOperations,
  ...auditOperations,
  ...jobOperations,
  ...liveOperations,
  ...issueListOperations,
  ...issueDetailOperations,
  ...issueActionOperations,
  ...bulkOperations,
  ...statementOperations,
  ...fixOperations,
  ...workloadOperations,
  ...imageOperations,
  ...componentOperations,
  ...decisionOperations,
  ...routeOperations,
  ...routeDeliveryOperations,
  ...allowedHostOperations,
  ...ingestOperations,
  ...reportOperations,
  ...metricOperations,
  ...overviewOperations,
]
