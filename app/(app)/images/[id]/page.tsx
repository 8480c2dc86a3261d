import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { notFound } from 'next/navigation'
import { ImagePage } from '../../../../components/image/image-page.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { imageKeys } from '../../../../lib/client/query-keys.ts'
import { getImage } from '../../../../lib/service/images/get-image.ts'

export const metadata = { title: 'Image' }

const isId = (id: number) => Number.isSafeInteger(id) && id >= 1

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string>>
}) {
  const id = Number((await params).id)
  const chosen = Number((await searchParams).version)
  const version = isId(chosen) ? chosen : null
  const signedIn = await currentActor()
  if (!signedIn) return null
  if (!isId(id)) notFound()
  const image = await getImage(signedIn.actor, id, version)
  if (!image.ok) notFound()
  const queries = new QueryClient()
  queries.setQueryData(imageKeys.detail(id, version), image.value)
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ImagePage id={id} />
    </HydrationBoundary>
  )
}
