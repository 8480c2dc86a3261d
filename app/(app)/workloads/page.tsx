import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { WorkloadList } from '../../../components/workload/workload-list.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { workloadKeys } from '../../../lib/client/query-keys.ts'
import { WorkloadListQuery } from '../../../lib/contract/workloads.ts'
import { listWorkloads } from '../../../lib/service/workloads/list-workloads.ts'

export const metadata = { title: 'Workloads' }

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { q, team, cluster, gone } = await searchParams
  const filter = {
    ...(q && { q }),
    ...(team && { team }),
    ...(cluster && { cluster }),
    ...(gone === 'true' && { gone: true }),
  }
  const query = WorkloadListQuery.safeParse({ ...filter, ...(filter.gone && { gone: 'true' }) })
  const queries = new QueryClient()
  const page = query.success ? await listWorkloads(signedIn.actor, query.data) : null
  if (page?.ok) queries.setQueryData(workloadKeys.list(filter), { pages: [page.value], pageParams: [null] })
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <WorkloadList />
    </HydrationBoundary>
  )
}
