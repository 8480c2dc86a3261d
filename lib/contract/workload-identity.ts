import * as z from 'zod'
import { filterText, PageQuery } from './page.ts'
import { TeamRef } from './teams.ts'

/** What a workload is called, where it is, and whose. */
export const WorkloadIdentity = z.object({
  id: z.int(),
  cluster: z.object({ id: z.int(), name: z.string(), environment: z.string().nullable() }),
  namespace: z.string(),
  kind: z.string(),
  name: z.string(),
  team: TeamRef.nullable(),
})

export const workloadIdentityExample: z.input<typeof WorkloadIdentity> = {
  id: 7,
  cluster: { id: 1, name: 'prod-eu', environment: 'production' },
  namespace: 'payments',
  kind: 'Deployment',
  name: 'pay-api',
  team: { id: 3, slug: 'payments', name: 'Payments' },
}

/** Query of every list of workloads. */
export const WorkloadsQuery = PageQuery.extend({
  q: filterText(500).default('').meta({ description: 'Words that the name, namespace or cluster contains' }),
  team: filterText(63).optional().meta({ description: 'Team slug, or mine, or none' }),
  cluster: filterText(253).optional().meta({ description: 'Name of the cluster' }),
})
