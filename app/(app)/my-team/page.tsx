import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { BEST } from '../../../components/my-team/best.ts'
import { MyTeamPage } from '../../../components/my-team/my-team-page.tsx'
import { currentActor } from '../../../lib/auth/session.ts'
import { fixKeys } from '../../../lib/client/query-keys.ts'
import { FixListQuery } from '../../../lib/contract/fixes.ts'
import { listFixes } from '../../../lib/service/fixes/list-fixes.ts'
import { listTeams } from '../../../lib/service/teams/manage.ts'

export const metadata = { title: 'My team' }

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const { actor, teams: own } = signedIn
  // Who may see every team may look at each; their own come first.
  const others = actor.role === 'developer' ? null : await listTeams(actor)
  const rest = others?.ok ? others.value.rows.filter(({ id }) => !own.some((team) => team.id === id)) : []
  const teams = [...own, ...rest].map(({ id, slug, name }) => ({ id, slug, name }))
  const { team } = await searchParams
  const slug = teams.find((one) => one.slug === team)?.slug ?? teams[0]?.slug
  const queries = new QueryClient()
  if (slug !== undefined) {
    const page = await listFixes(actor, FixListQuery.parse({ team: slug, limit: String(BEST) }))
    if (page.ok)
      queries.setQueryData(fixKeys.list({ team: slug, limit: BEST }), { pages: [page.value], pageParams: [null] })
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <MyTeamPage teams={teams} />
    </HydrationBoundary>
  )
}
