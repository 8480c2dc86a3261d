import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { notFound } from 'next/navigation'
import { IssuePage } from '../../../../components/issue/detail/issue-page.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { issueKeys, meKeys } from '../../../../lib/client/query-keys.ts'
import { getIssue } from '../../../../lib/service/issues/get-issue.ts'
import { getMe } from '../../../../lib/service/people/own.ts'

export const metadata = { title: 'Issue' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = Number((await params).id)
  const signedIn = await currentActor()
  if (!signedIn) return null
  if (!Number.isSafeInteger(id) || id < 1) notFound()
  const [issue, me] = await Promise.all([getIssue(signedIn.actor, id), getMe(signedIn.actor)])
  if (!issue.ok) notFound()
  const queries = new QueryClient()
  queries.setQueryData(issueKeys.detail(id), issue.value)
  if (me.ok) queries.setQueryData(meKeys.self, me.value)
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <IssuePage id={id} />
    </HydrationBoundary>
  )
}
