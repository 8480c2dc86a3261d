import { runWorker } from '../lib/jobs/run-worker.ts'
import { runNextStep } from '../lib/service/background/run-next-step.ts'
import { applyDecisions } from '../lib/service/engine/apply-decisions.ts'
import { processEventBatch } from '../lib/service/engine/process-events.ts'
import { processReport } from '../lib/service/engine/process-report.ts'
import { UPKEEP } from '../lib/service/engine/upkeep.ts'
import { deliverNext } from '../lib/service/routes/deliver.ts'
import { tellRoutes } from '../lib/service/routes/tell.ts'

runWorker({
  processReport,
  applyDecisions,
  processEventBatch,
  runBackgroundStep: runNextStep,
  tellRoutes,
  deliverNext: () => deliverNext(),
  periodic: UPKEEP,
})
