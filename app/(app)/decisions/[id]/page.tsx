import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { notFound } from 'next/navigation'
import { DecisionPage } from '../../../../components/decision/decision-page.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { decisionKeys } from '../../../../lib/client/query-keys.ts'
import { getDecision as operation } from '../../../../lib/contract/decisions.ts'
import { getDecision } from '../../../../lib/service/decisions/get-decision.ts'

export const metadata = { title: 'Decision' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const parsed = operation.params?.safeParse(await params)
  if (!parsed?.success) notFound()
  const { id } = parsed.data
  const decision = await getDecision(signedIn.actor, id)
  if (!decision.ok) notFound()
  const queries = new QueryClient()
  queries.setQueryData(decisionKeys.detail(id), decision.value)
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DecisionPage id={id} />
    </HydrationBoundary>
  )
}
