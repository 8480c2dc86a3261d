'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLive } from '../../lib/client/live.ts'
import { sourceKeys } from '../../lib/client/query-keys.ts'
import { sourcesOptions } from '../../lib/client/sources.ts'
import { ButtonLink } from '../ui/button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Connect } from './connect.tsx'
import type { Addresses } from './snippets.ts'
import { SourceTable } from './source-table.tsx'
import { TokenTable } from './token-table.tsx'

/** What reports to Plimsoll, how to connect more, and the tokens for it. */
export function SourcesPage({ addresses, mayManage }: { addresses: Addresses; mayManage: boolean }) {
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(sourcesOptions)
  useLive('sources', () => queries.invalidateQueries({ queryKey: sourceKeys.all }))
  return (
    <>
      <PageHeader
        title="Sources"
        actions={
          <>
            <ButtonLink href="/sources/feeds">Feeds</ButtonLink>
            <ButtonLink href="/sources/reports">Reports</ButtonLink>
          </>
        }
      />
      <div className="px-4 pb-8">
        {error ? (
          <ErrorState what="the sources" error={error} onRetry={refetch} />
        ) : !data ? (
          <SkeletonLines label="Loading the sources" lines={4} />
        ) : (
          <>
            <SourceTable sources={data.rows} />
            <Connect addresses={addresses} sources={data.rows} />
          </>
        )}
        <TokenTable mayManage={mayManage} />
      </div>
    </>
  )
}
