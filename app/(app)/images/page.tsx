import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { ImageList } from '../../../components/image/image-list.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { imageKeys } from '../../../lib/client/query-keys.ts'
import { ImageListQuery } from '../../../lib/contract/images.ts'
import { listImages } from '../../../lib/service/images/list-images.ts'

export const metadata = { title: 'Images' }

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { q, team, running, neverScanned, sort } = await searchParams
  const filter = {
    ...(q && { q }),
    ...(team && { team }),
    ...(running === 'true' && { running: true }),
    ...(neverScanned === 'true' && { neverScanned: true }),
    ...(sort && sort !== 'repository' && { sort }),
  }
  const query = ImageListQuery.safeParse({
    ...filter,
    ...(filter.running && { running: 'true' }),
    ...(filter.neverScanned && { neverScanned: 'true' }),
  })
  const queries = new QueryClient()
  const page = query.success ? await listImages(signedIn.actor, query.data) : null
  if (page?.ok) queries.setQueryData(imageKeys.list(filter), { pages: [page.value], pageParams: [null] })
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ImageList />
    </HydrationBoundary>
  )
}
