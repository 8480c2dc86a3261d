import { runWorker } from '../lib/jobs/run-worker.ts'
import { runNextStep } from '../lib/service/background/run-next-step.ts'
import { applyDecisions } from '../lib/service/engine/apply-decisions.ts'
import { processEventBatch } from '../lib/service/engine/process-events.ts'
import { processReport } from '../lib/service/engine/process-report.ts'
import { UPKEEP } from '../lib/service/engine/upkeep.ts'
import { fetchFeeds } from '../lib/service/feeds/fetch-feeds.ts'
import { deliverNext } from '../lib/service/routes/deliver.ts'
import { checkRemoteStates } from '../lib/service/routes/remote-states.ts'
import { tellRoutes } from '../lib/service/routes/tell.ts'

runWorker({
  processReport,
  applyDecisions,
  processEventBatch,
  runBackgroundStep: runNextStep,
  tellRoutes,
  deliverNext: () => deliverNext(),
  checkRemoteStates: () => checkRemoteStates(),
  periodic: UPKEEP,
  fetching: [{ name: 'fetch-feeds', everyMs: 60_000, run: () => fetchFeeds() }],
})
