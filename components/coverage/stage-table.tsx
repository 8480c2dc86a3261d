import type { WorkloadCoverage } from '../../lib/contract/coverage.ts'
import { STAGES } from '../../lib/domain/observation.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { STAGE_NAMES } from './stage-names.ts'
import { StageState } from './stage-state.tsx'

/** What is known of one workload at each stage, from which source, how old. */
export function StageTable({ stages }: { stages: WorkloadCoverage['stages'] }) {
  return (
    <FactsTable
      caption="Coverage by stage"
      rows={STAGES}
      rowKey={(stage) => stage}
      empty=""
      columns={[
        { heading: 'Stage', cell: (stage) => STAGE_NAMES[stage] },
        { heading: 'What we know', cell: (stage) => <StageState stage={stage} coverage={stages[stage]} /> },
        {
          heading: 'From',
          cell: (stage) =>
            stages[stage].sources.length > 0 ? stages[stage].sources.join(', ') : <Unknown>no source</Unknown>,
        },
      ]}
    />
  )
}
