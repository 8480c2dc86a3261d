import * as z from 'zod'
import { ENVIRONMENTS } from '../domain/risk-context.ts'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'

export const ClusterName = z.string().trim().min(1).max(253)

export const Cluster = z
  .object({
    id: z.int(),
    name: z.string(),
    environment: z
      .enum(ENVIRONMENTS)
      .nullable()
      .meta({ description: 'Null is not said; only production raises the risk' }),
    workloads: z.int().meta({ description: 'Workloads that still run' }),
    createdAt: Timestamp,
  })
  .meta({ id: 'Cluster' })
export type Cluster = z.infer<typeof Cluster>

const example: z.input<typeof Cluster> = {
  id: 1,
  name: 'shop-prod',
  environment: 'production',
  workloads: 9,
  createdAt: '2026-11-02T09:30:00.000Z',
}

export const listClusters = operation({
  id: 'listClusters',
  method: 'GET',
  path: '/api/v1/clusters',
  summary: 'Clusters that are known, by name',
  tag: 'Clusters',
  auth: 'user',
  out: z.object({ rows: z.array(Cluster) }),
  status: 200,
  errors: [],
  example: { out: { rows: [example] } },
})

export const updateCluster = operation({
  id: 'updateCluster',
  method: 'PATCH',
  path: '/api/v1/clusters/{id}',
  summary: 'Say what a cluster is for',
  tag: 'Clusters',
  auth: 'user',
  params: z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) }),
  body: z.object({ environment: z.enum(ENVIRONMENTS).nullable() }),
  out: Cluster,
  status: 200,
  errors: ['not-found'],
  example: { params: { id: 1 }, body: { environment: 'production' }, out: example },
})

export const clusterOperations = [listClusters, updateCluster]
