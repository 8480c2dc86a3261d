import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { SourcesPage } from '../../../components/source/sources-page.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { sourceKeys } from '../../../lib/client/query-keys.ts'
import { config } from '../../../lib/config.ts'
import { can } from '../../../lib/domain/permission.ts'
import { listSources } from '../../../lib/service/sources/overview.ts'

export const metadata = { title: 'Sources' }

export default async function Page() {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const sources = await listSources(signedIn.actor)
  const queries = new QueryClient()
  if (sources.ok) queries.setQueryData(sourceKeys.list, sources.value)
  const addresses = {
    web: config.publicUrl,
    admission: `https://${new URL(config.publicUrl).hostname}:${config.admissionPort}`,
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SourcesPage addresses={addresses} mayManage={can(signedIn.actor, 'token.manage')} />
    </HydrationBoundary>
  )
}
