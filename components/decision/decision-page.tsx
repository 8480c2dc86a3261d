'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { decisionOptions } from '../../lib/client/decisions.ts'
import type { DecisionDetail } from '../../lib/contract/decisions.ts'
import { Badge } from '../ui/badge.tsx'
import { Callout } from '../ui/callout.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { DescriptionList } from '../ui/description-list.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { VerdictBadge } from './verdict-badge.tsx'

/** One decision: what was asked, what was answered, and the policies that made the answer. */
export function DecisionPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(decisionOptions(id))
  if (error) return <ErrorState what="this decision" error={error} onRetry={refetch} />
  if (!data) {
    return (
      <div className="p-4">
        <SkeletonLines label="Loading the decision" lines={6} />
      </div>
    )
  }
  return (
    <>
      <PageHeader title={`${data.namespace}/${data.name}`}>
        <VerdictBadge verdict={data.verdict} />
        <span className="min-w-0 text-muted text-sm [overflow-wrap:anywhere]">
          {data.operation.toLowerCase()} {data.kind} in {data.cluster.name}, <Time at={data.at} />
        </span>
        {data.dryRun && <Badge>dry run</Badge>}
      </PageHeader>
      <div className="flex flex-col px-4 pb-8">
        {data.breakGlass !== null && (
          <Callout tone="warn" title="Admitted by break-glass">
            {data.breakGlass || 'No reason was given.'}
          </Callout>
        )}
        {data.problem !== null && (
          <Callout tone="danger" title="The inventory could not take this in">
            {data.problem}
          </Callout>
        )}
        <Section title="Policies">
          <Results results={data.results} />
        </Section>
        <Section title="Request">
          <DescriptionList items={requestOf(data)} />
        </Section>
        <Section title="What the gate read of the object">
          {data.facts ? (
            <CodeBlock label="facts" code={JSON.stringify(data.facts, null, 2)} />
          ) : (
            <Unknown why="Objects of this kind run nothing">nothing: this kind of object runs no containers</Unknown>
          )}
        </Section>
      </div>
    </>
  )
}

function Results({ results }: { results: DecisionDetail['results'] }) {
  if (results.length === 0) return <p className="text-muted text-sm">No policy was broken.</p>
  return (
    <ul className="flex flex-col gap-3">
      {results.map((result) => (
        <li key={`${result.policy} ${result.rule} ${result.message}`} className="flex flex-col gap-1 text-sm">
          <span className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{result.policy}</span>
            <Badge tone={result.action === 'deny' ? 'danger' : 'warn'}>{result.action}</Badge>
          </span>
          <span className="[overflow-wrap:anywhere]">{result.message}</span>
        </li>
      ))}
    </ul>
  )
}

function requestOf(decision: DecisionDetail) {
  const { workloadId, team, images, username, requestUid, appliedAt } = decision
  return [
    { term: 'By', value: username },
    {
      term: 'Workload',
      value: workloadId ? (
        <Link href={`/workloads/${workloadId}`} className="underline underline-offset-4">
          {decision.namespace}/{decision.name}
        </Link>
      ) : (
        <span className="text-muted">not in the inventory</span>
      ),
    },
    { term: 'Team', value: team?.name ?? <span className="text-muted">unowned</span> },
    {
      term: 'Images',
      value:
        images.length === 0 ? (
          <span className="text-muted">none</span>
        ) : (
          <ul className="font-mono text-xs leading-5">
            {images.map((image) => (
              <li key={image}>{image}</li>
            ))}
          </ul>
        ),
    },
    { term: 'Request id', value: <code className="font-mono text-xs">{requestUid}</code> },
    {
      term: 'In the inventory',
      value: appliedAt ? <Time at={appliedAt} /> : <span className="text-muted">not yet</span>,
    },
  ]
}
