import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { TrendsPage } from '../../../components/trends/trends-page.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { metricKeys } from '../../../lib/client/query-keys.ts'
import { MetricsQuery } from '../../../lib/contract/metrics.ts'
import { getMetrics } from '../../../lib/service/metrics/get-metrics.ts'

export const metadata = { title: 'Trends' }

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const search = await searchParams
  const queries = new QueryClient()
  // What is asked for on a first visit; anything else is read by the page itself.
  if (Object.keys(search).length === 0) {
    const metrics = await getMetrics(signedIn.actor, MetricsQuery.parse({ by: 'team' }))
    if (metrics.ok) queries.setQueryData(metricKeys.figures({ by: 'team' }), metrics.value)
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <TrendsPage />
    </HydrationBoundary>
  )
}
