import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { OverviewPage } from '../../../components/overview/overview-page.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { metricKeys } from '../../../lib/client/query-keys.ts'
import { getOverview } from '../../../lib/service/overview/get-overview.ts'

export const metadata = { title: 'Overview' }

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { days } = await searchParams
  const queries = new QueryClient()
  if (days === undefined) {
    const overview = await getOverview(signedIn.actor, { days: 30 })
    if (overview.ok) queries.setQueryData(metricKeys.overview(30), overview.value)
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <OverviewPage />
    </HydrationBoundary>
  )
}
