'use client'

import { useQuery } from '@tanstack/react-query'
import { send } from '../../lib/client/api.ts'
import { clusterKeys, issueKeys, workloadKeys } from '../../lib/client/query-keys.ts'
import { clustersOptions } from '../../lib/client/settings.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { Cluster } from '../../lib/contract/clusters.ts'
import { loadColumns } from '../load/load-columns.tsx'
import { useSubjectLoads } from '../load/use-subject-loads.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { DefinedNumber } from '../ui/defined-number.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Section } from '../ui/section.tsx'
import { type Option, Select } from '../ui/select.tsx'
import { Time } from '../ui/time.tsx'
import { notify } from '../ui/toaster.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { ChangeError } from './change-error.tsx'
import { Loaded } from './loaded.tsx'

type Environment = NonNullable<Cluster['environment']>
const OPTIONS: readonly Option<Environment | 'unsaid'>[] = [
  { value: 'production', label: 'Production' },
  { value: 'staging', label: 'Staging' },
  { value: 'development', label: 'Development' },
  { value: 'unsaid', label: 'Not said' },
]

/** What each cluster is for: production raises the risk of what runs there. */
export function Clusters({ mayManage }: { mayManage: boolean }) {
  const clusters = useQuery(clustersOptions)
  const carried = useSubjectLoads('cluster', clusters.data?.rows.map(({ id }) => id) ?? [])
  const change = useChange(
    ({ cluster, environment }: { cluster: Cluster; environment: Cluster['environment'] }) =>
      send<Cluster>('PATCH', `/api/v1/clusters/${cluster.id}`, { environment }),
    {
      changes: [clusterKeys.all, issueKeys.all, workloadKeys.all],
      done: (now, { cluster }) =>
        notify({
          title: `${now.name}: ${now.environment ?? 'not said'}`,
          detail: 'The risk of what runs there follows with its next scoring.',
          undo: () => change.mutate({ cluster: now, environment: cluster.environment }),
        }),
    },
  )
  return (
    <Section title="Clusters" note="A cluster appears when a token is made for it or when it first reports.">
      <ChangeError error={change.error} />
      <Loaded what="the clusters" read={clusters}>
        {({ rows }) => (
          <FactsTable
            caption="Clusters"
            rows={rows}
            rowKey={(cluster) => cluster.id}
            empty="No cluster is known yet. Make a token for one under Sources."
            columns={[
              { heading: 'Name', cell: (cluster) => <MiddleTruncate text={cluster.name} /> },
              {
                heading: 'Environment',
                cell: (cluster) =>
                  mayManage ? (
                    <Select
                      className="min-w-36"
                      label={`Environment of ${cluster.name}`}
                      options={OPTIONS}
                      value={cluster.environment ?? 'unsaid'}
                      onChange={(value) => change.mutate({ cluster, environment: value === 'unsaid' ? null : value })}
                    />
                  ) : (
                    (OPTIONS.find((option) => option.value === cluster.environment)?.label ?? (
                      <Unknown>not said</Unknown>
                    ))
                  ),
              },
              {
                heading: 'Workloads',
                numeric: true,
                cell: ({ workloads }) => (
                  <DefinedNumber value={workloads} definition="Workloads of this cluster that still run" />
                ),
              },
              ...loadColumns<Cluster>(carried),
              { heading: 'Since', cell: (cluster) => <Time at={cluster.createdAt} as="day" /> },
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}
