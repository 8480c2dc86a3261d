import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { notFound } from 'next/navigation'
import { WorkloadPage } from '../../../../components/workload/workload-page.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { workloadKeys } from '../../../../lib/client/query-keys.ts'
import { getWorkload } from '../../../../lib/service/workloads/get-workload.ts'

export const metadata = { title: 'Workload' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = Number((await params).id)
  const signedIn = await currentActor()
  if (!signedIn) return null
  if (!Number.isSafeInteger(id) || id < 1) notFound()
  const workload = await getWorkload(signedIn.actor, id)
  if (!workload.ok) notFound()
  const queries = new QueryClient()
  queries.setQueryData(workloadKeys.detail(id), workload.value)
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <WorkloadPage id={id} />
    </HydrationBoundary>
  )
}
