import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { FeedsPage } from '../../../../components/feed/feeds-page.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { feedKeys } from '../../../../lib/client/query-keys.ts'
import { config } from '../../../../lib/config.ts'
import { listFeeds } from '../../../../lib/service/feeds/list.ts'

export const metadata = { title: 'Feeds' }

export default async function Page() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const feeds = await listFeeds(signedIn.actor)
  const queries = new QueryClient()
  if (feeds.ok) queries.setQueryData(feedKeys.list, feeds.value)
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <FeedsPage web={config.publicUrl} />
    </HydrationBoundary>
  )
}
