import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { FixList } from '../../../components/fix/fix-list.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { fixKeys } from '../../../lib/client/query-keys.ts'
import { FixListQuery } from '../../../lib/contract/fixes.ts'
import { listFixes } from '../../../lib/service/fixes/list-fixes.ts'

export const metadata = { title: 'Fixes' }

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { team, kind, effort, status } = await searchParams
  const filter = {
    ...(team && { team }),
    ...(kind && { kind }),
    ...(effort && { effort }),
    ...(status && status !== 'going-on' && { status }),
  }
  const query = FixListQuery.safeParse(filter)
  const queries = new QueryClient()
  const page = query.success ? await listFixes(signedIn.actor, query.data) : null
  if (page?.ok) queries.setQueryData(fixKeys.list(filter), { pages: [page.value], pageParams: [null] })
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <FixList />
    </HydrationBoundary>
  )
}
