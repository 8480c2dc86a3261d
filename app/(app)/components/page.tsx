import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { ComponentSearch } from '../../../components/component/component-search.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { componentKeys } from '../../../lib/client/query-keys.ts'
import { ComponentSearchQuery } from '../../../lib/contract/components.ts'
import { searchComponents } from '../../../lib/service/components/search-components.ts'

export const metadata = { title: 'Components' }

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { q = '', range = '', running } = await searchParams
  const question = {
    q: q.trim(),
    ...(range.trim() && { range: range.trim() }),
    ...(running === 'true' && { running: true }),
  }
  const query = ComponentSearchQuery.safeParse({ ...question, ...(question.running && { running: 'true' }) })
  const queries = new QueryClient()
  const page = query.success && question.q !== '' ? await searchComponents(signedIn.actor, query.data) : null
  if (page?.ok) queries.setQueryData(componentKeys.search(question), { pages: [page.value], pageParams: [null] })
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ComponentSearch />
    </HydrationBoundary>
  )
}
