import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { notFound } from 'next/navigation'
import { ReportPage } from '../../../../../components/report/report-page.tsx'
import { currentActor } from '../../../../../lib/auth/session.ts'
import { reportKeys } from '../../../../../lib/client/query-keys.ts'
import { getReport as operation } from '../../../../../lib/contract/reports.ts'
import { can } from '../../../../../lib/domain/permission.ts'
import { getReport } from '../../../../../lib/service/reports/one.ts'

export const metadata = { title: 'Report' }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const parsed = operation.params?.safeParse(await params)
  if (!parsed?.success) notFound()
  const { id } = parsed.data
  const report = await getReport(signedIn.actor, id)
  if (!report.ok) notFound()
  const queries = new QueryClient()
  queries.setQueryData(reportKeys.detail(id), report.value)
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ReportPage id={id} mayDecide={can(signedIn.actor, 'report.decide')} />
    </HydrationBoundary>
  )
}
