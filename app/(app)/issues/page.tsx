import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { IssueQueue } from '../../../components/issue/queue/issue-queue.tsx'
import { defaultSearch, PAGE_SIZE, SORTS } from '../../../components/issue/queue/queue-url.ts'
import { currentActor } from '../../../lib/auth/session.ts'
import { issueKeys, meKeys } from '../../../lib/client/query-keys.ts'
import { cleanText } from '../../../lib/domain/clean-text.ts'
import { issueFacets } from '../../../lib/service/issues/facets.ts'
import { getIssue } from '../../../lib/service/issues/get-issue.ts'
import { listIssues } from '../../../lib/service/issues/list-issues.ts'
import { getMe } from '../../../lib/service/people/own.ts'

export const metadata = { title: 'Issues' }

type Params = Promise<{ q?: string | string[]; sort?: string | string[]; issue?: string | string[] }>

export default async function Page({ searchParams }: { searchParams: Params }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { actor } = signedIn
  const params = await searchParams
  const fallback = defaultSearch(actor.role)
  const q = typeof params.q === 'string' ? cleanText(params.q, 2000) : fallback
  const sort = SORTS.find((known) => known === params.sort) ?? 'risk'
  const openId = Number(params.issue)
  const [page, facets, me, open] = await Promise.all([
    listIssues(actor, { q, sort, limit: PAGE_SIZE }),
    issueFacets(actor, q),
    getMe(actor),
    Number.isSafeInteger(openId) && openId > 0 ? getIssue(actor, openId) : null,
  ])
  // What is refused or failed is left out: the browser asks again and tells why.
  const queries = new QueryClient()
  if (page.ok) queries.setQueryData(issueKeys.list(q, sort), { pages: [page.value], pageParams: [null] })
  if (facets.ok) queries.setQueryData(issueKeys.facets(q), facets.value)
  if (me.ok) queries.setQueryData(meKeys.self, me.value)
  if (open?.ok) queries.setQueryData(issueKeys.detail(openId), open.value)
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <IssueQueue defaultText={fallback} />
    </HydrationBoundary>
  )
}
