'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { feedsOptions } from '../../lib/client/feeds.ts'
import { useLive } from '../../lib/client/live.ts'
import { feedKeys } from '../../lib/client/query-keys.ts'
import type { Feed } from '../../lib/contract/feeds.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { FeedAge } from './feed-age.tsx'
import { FeedFetches } from './feed-fetch.tsx'
import { FEED_WORDS } from './feed-words.ts'

/** The catalogues of what is known of vulnerabilities everywhere: how old each is, and the lines that load it. */
export function FeedsPage({ web }: { web: string }) {
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(feedsOptions)
  useLive('sources', () => queries.invalidateQueries({ queryKey: feedKeys.all }))
  return (
    <>
      <PageHeader title="Feeds" actions={<ButtonLink href="/sources">Sources</ButtonLink>} />
      <div className="px-4 pb-8">
        {error ? (
          <ErrorState what="the feeds" error={error} onRetry={refetch} />
        ) : !data ? (
          <SkeletonLines label="Loading the feeds" lines={4} />
        ) : (
          <>
            <Section title="What is loaded">
              <FeedTable feeds={data.rows} />
              <FeedFetches feeds={data.rows} />
            </Section>
            <Section title="Load them">
              <div className="flex flex-col gap-4">
                <p className="max-w-[88ch] text-sm">
                  Plimsoll fetches a feed by itself where its address or file is configured (
                  <code className="font-mono text-xs">FEED_KEV_URL</code>,{' '}
                  <code className="font-mono text-xs">FEED_EPSS_URL</code>). Else a scheduled job sends it as it is
                  published, with a token for <strong className="font-medium">reports</strong> that is limited to no
                  team and no cluster (
                  <Link href="/sources" className="underline underline-offset-4">
                    Sources
                  </Link>
                  ).
                </p>
                {data.rows.map(({ name, freshDays }) => (
                  <div key={name} className="flex flex-col gap-1">
                    <h3 className="font-medium text-sm">{FEED_WORDS[name].title}</h3>
                    <p className="text-muted text-sm">
                      {FEED_WORDS[name].published}; after {freshDays} days a release is stale.
                    </p>
                    <CodeBlock code={FEED_WORDS[name].load(web)} label={`lines that load ${FEED_WORDS[name].title}`} />
                  </div>
                ))}
              </div>
            </Section>
          </>
        )}
      </div>
    </>
  )
}

function FeedTable({ feeds }: { feeds: readonly Feed[] }) {
  return (
    <FactsTable
      caption="Feeds"
      rows={feeds}
      rowKey={({ name }) => name}
      empty="There are no feeds."
      columns={[
        {
          heading: 'Feed',
          cell: ({ name }) => (
            <div className="min-w-56 py-1">
              <div className="font-medium">{FEED_WORDS[name].title}</div>
              <div className="text-muted text-xs">{FEED_WORDS[name].what}</div>
            </div>
          ),
        },
        { heading: 'Age', cell: (feed) => <FeedAge feed={feed} /> },
        {
          heading: 'Released',
          cell: ({ releasedAt }) => (releasedAt ? <Time at={releasedAt} /> : <Unknown />),
        },
        { heading: 'Version', cell: ({ version }) => version ?? <Unknown /> },
        {
          heading: 'Entries',
          numeric: true,
          cell: ({ entries, loadedAt }) => (loadedAt ? entries.toLocaleString('en-GB') : <Unknown />),
        },
        { heading: 'Came by', cell: (feed) => <Delivery feed={feed} /> },
      ]}
    />
  )
}

function Delivery({ feed: { loadedAt, token, reportId, fetch } }: { feed: Feed }) {
  if (loadedAt === null) return <span className="text-muted">–</span>
  const name = token?.name ?? (fetch?.isLoaded ? 'fetched by Plimsoll' : 'a token that was removed')
  return (
    <span className="whitespace-nowrap">
      {reportId ? (
        <Link href={`/sources/reports/${reportId}`} className="underline underline-offset-4">
          {name}
        </Link>
      ) : (
        name
      )}{' '}
      <span className="text-muted">
        <Time at={loadedAt} />
      </span>
    </span>
  )
}
