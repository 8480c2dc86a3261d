import { seedBulkExamples } from '../../service/testing/bulk-examples.ts'
import { seedCoverageExamples } from '../../service/testing/coverage-examples.ts'
import { seedFixExamples } from '../../service/testing/fix-examples.ts'
import { seedImageExamples } from '../../service/testing/image-examples.ts'
import { seedInboxExamples } from '../../service/testing/inbox-examples.ts'
import { seedIssueExamples } from '../../service/testing/issue-examples.ts'
import { seedJobExamples } from '../../service/testing/job-examples.ts'
import { seedOwnershipExamples } from '../../service/testing/ownership-examples.ts'
import { seedRiskExamples } from '../../service/testing/risk-examples.ts'
import { seedRouteExamples } from '../../service/testing/route-examples.ts'
import type { Seed } from '../../service/testing/world.ts'
import type { ApiCase } from './api-case.ts'
import { coverageCases } from './cases/coverage.ts'
import { fixCases } from './cases/fixes.ts'
import { imageCases } from './cases/images.ts'
import { inboxCases } from './cases/inbox.ts'
import { issueCases } from './cases/issues.ts'
import { jobCases } from './cases/jobs.ts'
import { loadCases } from './cases/load.ts'
import { metricCases } from './cases/metrics.ts'
import { ownershipCases } from './cases/ownership.ts'
import { peopleCases } from './cases/people.ts'
import { riskCases } from './cases/risk.ts'
import { routeCases } from './cases/routes.ts'
import { settingsCases } from './cases/settings.ts'
import { unstorableCases } from './cases/unstorable.ts'

/** Every exercise beside the examples and the usual failures. Add a file of cases, and its line here. */
export const apiCases: readonly ApiCase[] = [
  ...coverageCases,
  ...fixCases,
  ...imageCases,
  ...inboxCases,
  ...issueCases,
  ...jobCases,
  ...ownershipCases,
  ...loadCases,
  ...metricCases,
  ...peopleCases,
  ...riskCases,
  ...routeCases,
  ...settingsCases,
  ...unstorableCases,
]

/** What the examples of each resource need in the database. */
export const seeds: readonly Seed[] = [
  seedCoverageExamples,
  seedInboxExamples,
  seedIssueExamples,
  seedImageExamples,
  seedFixExamples,
  seedJobExamples,
  seedBulkExamples,
  seedOwnershipExamples,
  seedRiskExamples,
  seedRouteExamples,
]
