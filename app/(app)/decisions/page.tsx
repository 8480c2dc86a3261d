import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { DecisionList } from '../../../components/decision/decision-list.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { decisionKeys } from '../../../lib/client/query-keys.ts'
import { DecisionListQuery } from '../../../lib/contract/decisions.ts'
import { listDecisions } from '../../../lib/service/decisions/list-decisions.ts'

export const metadata = { title: 'Decisions' }

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { verdict, cluster, namespace, policy, ...rest } = await searchParams
  const filter = {
    ...(verdict && { verdict }),
    ...(cluster && { cluster }),
    ...(namespace && { namespace }),
    ...(policy && { policy }),
  }
  const query = DecisionListQuery.safeParse(filter)
  const queries = new QueryClient()
  // What links narrow further is read by the page itself.
  const page = query.success && Object.keys(rest).length === 0 ? await listDecisions(signedIn.actor, query.data) : null
  if (page?.ok) queries.setQueryData(decisionKeys.list(filter), { pages: [page.value], pageParams: [null] })
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DecisionList />
    </HydrationBoundary>
  )
}
